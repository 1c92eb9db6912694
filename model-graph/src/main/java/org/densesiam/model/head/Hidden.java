package org.densesiam.model.head;

import org.densesiam.model.layer.BatchNorm;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** Linear without bias, BN, ReLU: {@code [.., Cin] -> [.., Cout]}. */
final class Hidden {
  private final Linear linear;
  private final BatchNorm norm;

  /**
   * Makes the variables.
   *
   * @param index of the linear layer in the head's sequence; its BN is the next one
   */
  Hidden(ModelScope scope, int index, Linear.Over over, int in, int out) {
    this.linear = new Linear(scope.child(Integer.toString(index)), over, in, out, false);
    this.norm = new BatchNorm(scope.child(Integer.toString(index + 1)), out, BatchNorm.Affine.ONE);
  }

  <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Operand<T> x) {
    return pass.tf().nn.relu(norm.apply(pass, linear.apply(pass, x)));
  }
}
