package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableMap;
import org.densesiam.trainer.log.ScalarNames;

/**
 * A scalar in words.
 *
 * @param title what it is
 * @param unit of its axis, after {@code factor}
 * @param factor from the scalar to the axis
 * @param isLogarithmic whether equal factors matter, not equal differences
 */
record ScalarTitle(String title, String unit, double factor, boolean isLogarithmic) {
  private static final ImmutableMap<String, ScalarTitle> BY_NAME =
      ImmutableMap.<String, ScalarTitle>builder()
          .put(ScalarNames.LOSS_TOTAL, plain("Total loss", "loss"))
          .put(ScalarNames.EVALUATION_MIOU, percent("mIoU on held-out images"))
          .put(ScalarNames.EVALUATION_ACCURACY, percent("Accuracy on held-out images"))
          .put(ScalarNames.EFFECTIVE_RANK, plain("Effective rank of features", "effective rank"))
          .put(ScalarNames.IMAGES_PER_SECOND, plain("Throughput", "images a second"))
          .put(ScalarNames.WAIT_SHARE, percent("Waiting for data"))
          .put(ScalarNames.LEARNING_RATE, plain("Learning rate", "learning rate"))
          .put(
              ScalarNames.GRAD_NORM,
              new ScalarTitle("Gradient norm", "L2 norm (log scale)", 1, true))
          .put(ScalarNames.SKIPPED_RECORDS, plain("Records left out", "records"))
          .put(ScalarNames.RESIDENT_MEMORY, plain("Memory", "held by the process, MB"))
          .buildOrThrow();

  private static final ImmutableMap<String, ScalarTitle> BY_PREFIX =
      ImmutableMap.of(
          ScalarNames.LOSS_PREFIX,
          plain("Loss term", "loss"),
          ScalarNames.COLLAPSE_PREFIX,
          plain("Collapse meter", "spread of projections \u00d7 \u221ad"),
          ScalarNames.ENTROPY_PREFIX,
          plain("Entropy of pseudo-categories", "entropy / ln K"),
          ScalarNames.AGREEMENT_PREFIX,
          plain("Agreement of the two views", "cosine beyond chance"),
          ScalarNames.ACCURACY_PREFIX,
          percent("Accuracy in training"));

  private static ScalarTitle plain(String title, String unit) {
    return new ScalarTitle(title, unit, 1, false);
  }

  private static ScalarTitle percent(String title) {
    return new ScalarTitle(title, "share, %", 100, false);
  }

  /** Of a name; one that is none of ours stays as it is. */
  static ScalarTitle of(String name) {
    ScalarTitle known = BY_NAME.get(name);
    return known != null
        ? known
        : BY_PREFIX.entrySet().stream()
            .filter(prefix -> name.startsWith(prefix.getKey()))
            .map(prefix -> prefix.getValue().of(name, prefix.getKey()))
            .findFirst()
            .orElseGet(() -> plain(name, name));
  }

  private ScalarTitle of(String name, String prefix) {
    String rest = Curves.inWords(name.substring(prefix.length()));
    return new ScalarTitle(title + ": " + rest, unit, factor, isLogarithmic);
  }
}
