package org.densesiam.model.weights;

import com.google.common.collect.ImmutableMap;
import org.tensorflow.ndarray.Shape;

/**
 * Float arrays under names, wherever they lie: in a file, in a checkpoint, in memory, or seen
 * through a change of names and layouts.
 */
public interface NamedArrays {

  /** What they are, as a message names it: {@code weights.safetensors}. */
  String origin();

  /** Every array's shape by its name, in the order of the source. */
  ImmutableMap<String, Shape> shapes();

  /**
   * One array.
   *
   * @throws IllegalArgumentException if there is none of this name, or if it does not hold floats
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  FloatArray get(String name);
}
