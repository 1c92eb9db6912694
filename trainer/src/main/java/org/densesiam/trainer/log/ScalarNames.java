package org.densesiam.trainer.log;

/**
 * Names of the scalars of a {@link StepReport}: {@code group/name}, so that TensorBoard groups
 * them. They are API: files of old runs must stay readable. Loss terms besides the total are {@code
 * loss/<term>}, with the terms' own names, such as {@code loss/pixel}.
 */
public final class ScalarNames {
  /** Prefix of every loss, the total and its terms. */
  public static final String LOSS_PREFIX = "loss/";

  /** The weighted sum that is differentiated. */
  public static final String LOSS_TOTAL = "loss/total";

  /** Prefix of the collapse meters. */
  public static final String COLLAPSE_PREFIX = "collapse/";

  /**
   * Standard deviation over the batch of the L2-normalised projection, mean over channels, times
   * sqrt(C): about 1 when the directions are spread evenly, 0 when all images map to one vector
   * (SimSiam, arXiv 2011.10566, figure 2, without the factor).
   */
  public static final String COLLAPSE_STD_Z = "collapse/std_z";

  /** Prefix of the entropies of pseudo-categories, in nats. */
  public static final String ENTROPY_PREFIX = "entropy/";

  /** Entropy of the mean region mask, in nats: ln K when all K are used alike, 0 when one is. */
  public static final String ENTROPY_REGION_MASKS = "entropy/region_masks";

  /** L2 norm over all gradients, before weight decay. */
  public static final String GRAD_NORM = "grad_norm";

  /** The scheduled learning rate; predictors may keep the initial one. */
  public static final String LEARNING_RATE = "learning_rate";

  /** Images a second, over the steps since the last report; a pair of views is one image. */
  public static final String IMAGES_PER_SECOND = "throughput/images_per_s";

  /** Share of time, 0 to 1, the training step waited for data, since the last report. */
  public static final String WAIT_SHARE = "throughput/wait_share";

  /** Records that could not be decoded and were left out, since the run began. */
  public static final String SKIPPED_RECORDS = "data/skipped";

  private ScalarNames() {}
}
