package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.model.weights.NamedArrays;

/**
 * What a new run starts from, beside its configuration.
 *
 * @param weights proved to fit, under the network's names, for a checkpoint before the first step;
 *     what they lack starts as the seed has it. There is no such checkpoint without it
 * @param labelledImages names of the images that are learned from; all if empty
 * @param origin where the weights come from, for the record
 */
public record RunStart(
    Optional<NamedArrays> weights,
    Optional<ImmutableSet<String>> labelledImages,
    Optional<Path> origin) {
  /** Random weights, all images. */
  public static final RunStart PLAIN =
      new RunStart(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * All images.
   *
   * @param weights to start from; random if empty
   * @param place of these weights
   */
  public static RunStart from(Optional<NamedArrays> weights, Optional<Path> place) {
    return new RunStart(weights, Optional.empty(), place);
  }
}
