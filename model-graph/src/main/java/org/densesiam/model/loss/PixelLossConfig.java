package org.densesiam.model.loss;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/** Pixel consistency (method.md section 4.2). */
public record PixelLossConfig(
    @Key(value = "of this loss in the total; 0 is off", range = "[0, )") double weight,
    @Key(value = "channels of the projector's hidden layers and of the projection", range = "[1, )")
        int projectorWidth,
    @Key(value = "channels of the predictor's hidden layer", range = "[1, )") int predictorWidth,
    @Key(
            value = "points along each side of the overlap; 7 is res5's size at 224 px",
            range = "[1, )",
            unit = "points")
        int gridSize) {

  public PixelLossConfig {
    KeyRange.check(PixelLossConfig.class, weight, projectorWidth, predictorWidth, gridSize);
  }
}
