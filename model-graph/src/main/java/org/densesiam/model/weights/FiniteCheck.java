package org.densesiam.model.weights;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.densesiam.model.scope.Variable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Which variables hold NaN or infinities. A loss is computed before the update, so weights can be
 * lost that no loss has told of yet; ask before they are kept.
 */
public final class FiniteCheck {
  private final ImmutableList<String> names;
  private final Operand<TBool> finite; // [number of variables]

  /**
   * Adds the operations to a graph; they cost nothing until asked.
   *
   * @param variables to look at, at least one
   */
  public FiniteCheck(Ops tf, List<Variable> variables) {
    Ops ops = tf.withSubScope("finite");
    this.names = variables.stream().map(Variable::name).collect(ImmutableList.toImmutableList());
    this.finite =
        ops.stack(
            variables.stream()
                .map(variable -> isFinite(ops, variable))
                .collect(ImmutableList.toImmutableList()));
  }

  private static Operand<TBool> isFinite(Ops tf, Variable variable) {
    Operand<TFloat32> value = tf.readVariableOp(variable.handle(), TFloat32.class);
    int[] axes = new int[variable.shape().numDimensions()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = axis;
    }
    return tf.reduceAll(tf.math.isFinite(value), tf.constant(axes));
  }

  /** Names of the variables that hold a NaN or an infinity, in the order given. */
  public ImmutableList<String> notFinite(Session session) {
    ImmutableList.Builder<String> found = ImmutableList.builder();
    try (Result result = session.runner().fetch(finite).run()) {
      TBool each = (TBool) result.get(0);
      for (int i = 0; i < names.size(); i++) {
        if (!each.getBoolean(i)) {
          found.add(names.get(i));
        }
      }
    }
    return found.build();
  }
}
