package org.densesiam.model.layer;

import java.util.Optional;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * The same linear map at every point: a fully connected layer on vectors, {@code [N, Cin] -> [N,
 * Cout]}, or a 1x1 convolution on maps, {@code [B, h, w, Cin] -> [B, h, w, Cout]}.
 */
public final class Linear {

  /** What a linear layer is applied to, which decides its weight's rank. */
  public enum Over {
    /** Weight {@code [Cin, Cout]}. */
    VECTORS,
    /** Weight {@code [1, 1, Cin, Cout]}, the interchange shape of a 1x1 convolution. */
    MAPS
  }

  private final int out;
  private final Variable weight;
  private final Optional<Variable> bias; // [Cout]

  /** Makes {@code weight} and, if asked for, {@code bias}, both initialised as PyTorch does. */
  public Linear(ModelScope scope, Over over, int in, int out, boolean withBias) {
    Initializer initializer = Initializer.uniformFanIn(in);
    Shape shape =
        switch (over) {
          case VECTORS -> Shape.of(in, out);
          case MAPS -> Shape.of(1, 1, in, out);
        };
    this.out = out;
    this.weight = scope.weight("weight", shape, initializer);
    this.bias =
        withBias ? Optional.of(scope.weight("bias", Shape.of(out), initializer)) : Optional.empty();
  }

  /** Adds the map of {@code x}. */
  public <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Operand<T> x) {
    Operand<T> y = PointwiseProduct.of(pass.tf(), x, pass.weight(weight));
    return bias.<Operand<T>>map(b -> pass.tf().nn.biasAdd(y, pass.weight(b))).orElse(y);
  }

  /** Outputs at each point. */
  public int out() {
    return out;
  }
}
