package org.densesiam.model.head;

import com.google.common.collect.ImmutableList;
import org.densesiam.model.layer.BatchNorm;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Features to projections {@code z}: 2 x [linear without bias, BN, ReLU], linear, BN without affine
 * (method.md sections 4.1 to 4.3). {@code [.., Cin] -> [.., D]}, on vectors or maps.
 *
 * <p>Variables are numbered as in the released code's sequence: {@code 0, 1, 3, 4, 6, 7}.
 */
public final class Projector {
  private final ImmutableList<Hidden> hidden;
  private final Linear last;
  private final BatchNorm lastNorm;

  /**
   * Makes the variables.
   *
   * @param in channels of the features
   * @param width channels of the two hidden layers
   * @param out channels of the projection, {@code D}
   */
  public Projector(ModelScope scope, Linear.Over over, int in, int width, int out) {
    this.hidden =
        ImmutableList.of(
            new Hidden(scope, 0, over, in, width), new Hidden(scope, 3, over, width, width));
    // The released code has this bias on maps, not on vectors; the batch norm that follows cancels
    // it, and the names of the variables must agree.
    this.last = new Linear(scope.child("6"), over, width, out, over == Linear.Over.MAPS);
    this.lastNorm = new BatchNorm(scope.child("7"), out, BatchNorm.Affine.NONE);
  }

  /** Adds the projection of {@code x}. */
  public <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Operand<T> x) {
    Operand<T> y = x;
    for (Hidden layer : hidden) {
      y = layer.apply(pass, y);
    }
    return lastNorm.apply(pass, last.apply(pass, y));
  }
}
