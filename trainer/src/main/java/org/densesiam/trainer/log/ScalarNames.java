package org.densesiam.trainer.log;

import com.google.common.base.Ascii;
import org.densesiam.model.LossTerm;

/**
 * Names of the scalars of a {@link RunEvent.Step}: {@code group/name}, so that TensorBoard groups
 * them. They are API: files of old runs must stay readable. Loss terms besides the total are {@code
 * loss/<term>}, with the terms' own names, such as {@code loss/pixel}.
 */
public final class ScalarNames {
  /** Prefix of every loss, the total and its terms. */
  public static final String LOSS_PREFIX = "loss/";

  /** The weighted sum that is differentiated. */
  public static final String LOSS_TOTAL = "loss/total";

  /**
   * Prefix of the collapse meters, one for each projection, such as {@code collapse/pixel_std}:
   * standard deviation of the L2-normalised projections, averaged over channels, times sqrt of
   * their number. About 1 when they point everywhere, 0 when all point one way (SimSiam, arXiv
   * 2011.10566, section 4.1, without the factor).
   */
  public static final String COLLAPSE_PREFIX = "collapse/";

  /**
   * Prefix of the entropies of pseudo-categories, as shares of {@code ln K}: {@code
   * entropy/category_usage}, 1 when all are used alike; {@code entropy/category_at_point}, 0 when
   * every point is decided.
   */
  public static final String ENTROPY_PREFIX = "entropy/";

  /**
   * Prefix of the agreements of the two views, one for each projection, such as {@code
   * agreement/pixel}: cosine similarity beyond that of strangers; 0 by chance, 1 at most.
   */
  public static final String AGREEMENT_PREFIX = "agreement/";

  /** Prefix of shares, 0 to 1, that training batches have right, such as {@code accuracy/labels}. */
  public static final String ACCURACY_PREFIX = "accuracy/";

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

  /** Prefix of what an evaluation on labelled images found. */
  public static final String EVALUATION_PREFIX = "evaluation/";

  /** Mean intersection over union after matching clusters to classes, 0 to 1. */
  public static final String EVALUATION_MIOU = "evaluation/miou";

  /** Share of labelled pixels in the cluster of their class, 0 to 1. */
  public static final String EVALUATION_ACCURACY = "evaluation/accuracy";

  /** Physical memory that the process holds, in millions of bytes; absent where nobody tells. */
  public static final String RESIDENT_MEMORY = "memory/resident_mb";

  private ScalarNames() {}

  /** Name of a loss term, such as {@code loss/pixel}. */
  public static String loss(LossTerm term) {
    return LOSS_PREFIX + Ascii.toLowerCase(term.name());
  }
}
