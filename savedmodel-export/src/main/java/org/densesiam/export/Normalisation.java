package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Floats;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * What training did to pixels before the network saw them: {@code (x / 255 - mean) / std}.
 *
 * @param mean of red, green, blue, in [0, 1]
 * @param std of red, green, blue, above 0
 */
public record Normalisation(List<Double> mean, List<Double> std) {

  public Normalisation {
    mean = ImmutableList.copyOf(mean);
    std = ImmutableList.copyOf(std);
    checkArgument(mean.size() == 3, "mean must have 3 values, red, green, blue: %s", mean);
    checkArgument(
        std.size() == 3 && std.stream().allMatch(s -> s > 0),
        "std must have 3 values above 0, red, green, blue: %s",
        std);
  }

  /** Adds the normalisation of {@code pixels}, {@code [N, H, W, 3]}. */
  public Operand<TFloat32> apply(Ops tf, Operand<TUint8> pixels) {
    Operand<TFloat32> shares =
        tf.math.div(tf.dtypes.cast(pixels, TFloat32.class), tf.constant(255f));
    return tf.math.div(
        tf.math.sub(shares, tf.constant(Floats.toArray(mean))), tf.constant(Floats.toArray(std)));
  }
}
