package org.densesiam.trainer.log;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/** What the scalars and lists of {@link ScalarNames} are, in a sentence with their unit. */
final class ScalarWords {
  private static final ImmutableMap<String, String> BY_NAME =
      ImmutableMap.<String, String>builder()
          .put(ScalarNames.LOSS_TOTAL, "The weighted sum of all loss terms, which is minimised.")
          .put(ScalarNames.GRAD_NORM, "L2 norm of all gradients, before weight decay.")
          .put(ScalarNames.LEARNING_RATE, "As scheduled; predictors may keep the initial one.")
          .put(
              ScalarNames.IMAGES_PER_SECOND,
              "Images a second since the last report; a pair of views is one image.")
          .put(
              ScalarNames.WAIT_SHARE,
              "Share of the time that steps waited for data, 0 to 1, since the last report.")
          .put(
              ScalarNames.SKIPPED_RECORDS,
              "Records that could not be decoded and were left out, since the run began.")
          .put(
              ScalarNames.EVALUATION_MIOU,
              "Mean intersection over union on images that are not trained on, 0 to 1.")
          .put(
              ScalarNames.EVALUATION_ACCURACY,
              "Share of labelled pixels that are right, on images that are not trained on, 0 to 1.")
          .put(
              ScalarNames.EFFECTIVE_RANK,
              "In how many directions the backbone's features lie; 1 is a collapse.")
          .put(
              ScalarNames.LOG10_SPECTRUM,
              "Base-10 logarithms of what each direction of the features has as its share.")
          .put(
              ScalarNames.RESIDENT_MEMORY,
              "Physical memory that the process holds, in millions of bytes.")
          .buildOrThrow();

  private static final ImmutableMap<String, String> BY_PREFIX =
      ImmutableMap.of(
          ScalarNames.LOSS_PREFIX,
          "A term of the loss, before it is weighted into the total.",
          ScalarNames.COLLAPSE_PREFIX,
          "Spread of projections: 1 when they point everywhere, 0 when all point one way.",
          ScalarNames.ENTROPY_PREFIX,
          "Entropy of pseudo-categories as a share of the most there can be, 0 to 1.",
          ScalarNames.AGREEMENT_PREFIX,
          "Cosine of the two views' projections beyond that of strangers; 1 at best, 0 by chance.",
          ScalarNames.ACCURACY_PREFIX,
          "Share of labelled pixels of the training batches that are right, 0 to 1.");

  private ScalarWords() {}

  /** Of a name; empty of one that is none of ours. */
  static Optional<String> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name))
        .or(
            () ->
                BY_PREFIX.entrySet().stream()
                    .filter(prefix -> name.startsWith(prefix.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }
}
