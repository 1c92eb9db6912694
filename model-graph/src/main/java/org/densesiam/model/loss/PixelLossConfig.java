package org.densesiam.model.loss;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Pixel consistency (method.md section 4.2).
 *
 * @param weight in the total, at least 0; 0 is off
 * @param projectorWidth channels of the projector's hidden layers and of the projection
 * @param predictorWidth channels of the predictor's hidden layer
 * @param gridSize points along each side of the overlap, {@code G}; 7 is res5's size at 224 px
 */
public record PixelLossConfig(double weight, int projectorWidth, int predictorWidth, int gridSize) {

  public PixelLossConfig {
    checkArgument(weight >= 0 && Double.isFinite(weight), "weight must be at least 0: %s", weight);
    checkArgument(projectorWidth >= 1, "projectorWidth must be at least 1: %s", projectorWidth);
    checkArgument(predictorWidth >= 1, "predictorWidth must be at least 1: %s", predictorWidth);
    checkArgument(gridSize >= 1, "gridSize must be at least 1 point: %s", gridSize);
  }
}
