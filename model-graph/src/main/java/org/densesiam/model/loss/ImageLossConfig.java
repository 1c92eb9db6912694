package org.densesiam.model.loss;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Image consistency (method.md section 4.1).
 *
 * @param weight in the total, at least 0; 0 is off
 * @param projectorWidth channels of the projector's hidden layers and of the projection; SimSiam's
 *     2048 (arXiv 2011.10566, section 3)
 * @param predictorWidth channels of the predictor's hidden layer; SimSiam's 512
 */
public record ImageLossConfig(double weight, int projectorWidth, int predictorWidth) {

  public ImageLossConfig {
    checkArgument(weight >= 0 && Double.isFinite(weight), "weight must be at least 0: %s", weight);
    checkArgument(projectorWidth >= 1, "projectorWidth must be at least 1: %s", projectorWidth);
    checkArgument(predictorWidth >= 1, "predictorWidth must be at least 1: %s", predictorWidth);
  }
}
