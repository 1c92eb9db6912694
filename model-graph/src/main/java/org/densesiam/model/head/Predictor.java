package org.densesiam.model.head;

import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Projections to predictions {@code p} of the other view's projection: linear without bias, BN,
 * ReLU, linear with bias (method.md section 4). {@code [.., D] -> [.., D]}.
 */
public final class Predictor {
  private final Hidden hidden;
  private final Linear last;

  /**
   * Makes the variables, which follow the predictors' learning rate.
   *
   * @param projection channels of the projection, {@code D}
   * @param width channels of the hidden layer, the bottleneck
   */
  public Predictor(ModelScope scope, Linear.Over over, int projection, int width) {
    ModelScope predictor = scope.ofPredictor();
    this.hidden = new Hidden(predictor, 0, over, projection, width);
    this.last = new Linear(predictor.child("3"), over, width, projection, true);
  }

  /** Adds the prediction from {@code z}. */
  public <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Operand<T> z) {
    return last.apply(pass, hidden.apply(pass, z));
  }
}
