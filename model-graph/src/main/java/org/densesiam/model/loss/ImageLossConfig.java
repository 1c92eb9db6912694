package org.densesiam.model.loss;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/** Image consistency (method.md section 4.1). */
public record ImageLossConfig(
    @Key(value = "of this loss in the total; 0 is off", range = "[0, )") double weight,
    @Key(
            value =
                "channels of the projector's hidden layers and of the projection; 2048 in SimSiam",
            range = "[1, )")
        int projectorWidth,
    @Key(value = "channels of the predictor's hidden layer; 512 in SimSiam", range = "[1, )")
        int predictorWidth) {

  public ImageLossConfig {
    KeyRange.check(ImageLossConfig.class, weight, projectorWidth, predictorWidth);
  }
}
