package org.densesiam.model.weights;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.densesiam.model.scope.Variable;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Gives variables the values of arrays that come from anywhere: all of them, or none if one is
 * missing, of another shape, or not finite.
 */
public final class WeightAssignment {
  private final ImmutableMap<Variable, Placeholder<TFloat32>> values;
  private final NoOp assign;

  /**
   * Adds the operations to a graph.
   *
   * @param variables what to set, found under their names
   */
  public WeightAssignment(Ops tf, List<Variable> variables) {
    Ops load = tf.withSubScope("load");
    ImmutableMap.Builder<Variable, Placeholder<TFloat32>> placeholders = ImmutableMap.builder();
    ImmutableList.Builder<Op> assigns = ImmutableList.builder();
    for (Variable variable : variables) {
      Placeholder<TFloat32> value =
          load.withName(variable.operationName())
              .placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
      placeholders.put(variable, value);
      assigns.add(load.assignVariableOp(variable.handle(), value));
    }
    this.values = placeholders.buildOrThrow();
    this.assign = load.withControlDependencies(assigns.build()).noOp();
  }

  /**
   * Sets the variables. Needs memory for a second copy of them meanwhile.
   *
   * @param arrays may hold more than the variables
   * @throws IllegalArgumentException if an array is missing or of another shape (see {@link
   *     WeightFit}), if it holds something else than floats, or a value that is not finite; no
   *     variable is changed then
   */
  public void assign(Session session, NamedArrays arrays) {
    WeightFit.check(arrays, values.keySet());
    List<TFloat32> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner().addTarget(assign);
      for (Map.Entry<Variable, Placeholder<TFloat32>> entry : values.entrySet()) {
        TFloat32 value = tensor(WeightFit.finite(arrays, entry.getKey().name()));
        fed.add(value);
        runner.feed(entry.getValue(), value);
      }
      runner.run().close();
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  private static TFloat32 tensor(FloatArray array) {
    return TFloat32.tensorOf(array.shape(), DataBuffers.of(array.values()));
  }
}
