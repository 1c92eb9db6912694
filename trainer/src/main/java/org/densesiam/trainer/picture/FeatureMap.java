package org.densesiam.trainer.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;

/**
 * Features of one image.
 *
 * @param height cells in a column
 * @param width cells in a row
 * @param channels numbers a cell
 * @param values {@code [height, width, channels]}
 */
public record FeatureMap(int height, int width, int channels, ImmutableDoubleArray values) {
  /**
   * Features.
   *
   * @throws IllegalArgumentException when the number of values is not that of the shape
   */
  public FeatureMap {
    checkArgument(
        height > 0 && width > 0 && channels > 0 && values.length() == height * width * channels,
        "features of %s x %s x %s found %s values",
        height,
        width,
        channels,
        values.length());
  }

  /** From a row of a tensor {@code [B, height, width, channels]}. */
  public static FeatureMap of(float[] values, int height, int width, int channels) {
    ImmutableDoubleArray.Builder copied = ImmutableDoubleArray.builder(values.length);
    for (float value : values) {
      copied.add(value);
    }
    return new FeatureMap(height, width, channels, copied.build());
  }

  int cells() {
    return height * width;
  }

  double at(int cell, int channel) {
    return values.get(cell * channels + channel);
  }
}
