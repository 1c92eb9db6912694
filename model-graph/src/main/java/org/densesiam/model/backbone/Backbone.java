package org.densesiam.model.backbone;

import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** What makes features of an image. */
public sealed interface Backbone permits ResNet {

  /**
   * Adds the network's operations for one view.
   *
   * @param image {@code [B, P, P, 3]}, normalised by mean and standard deviation
   */
  <T extends TFloating> Features<T> apply(ForwardPass<T> pass, Operand<T> image);
}
