package org.densesiam.model.scope;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * The variables of one graph, in the order of their making.
 *
 * <p>Resource variables, since hand-written update operations race on reference variables, and
 * since Python lifts them to {@code .variables}. Random initial values depend on (seed, variable
 * name) alone: adding a layer never changes the start of another.
 */
public final class VariableStore {
  private final Ops tf;
  private final long seed;
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  /**
   * @param tf where the variables live: their device is this one's
   * @param seed of all random initial values
   */
  public VariableStore(Ops tf, long seed) {
    this.tf = tf;
    this.seed = seed;
  }

  /**
   * Makes a variable.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Variable create(
      String name, Shape shape, Variable.Kind kind, Variable.Group group, Initializer initializer) {
    checkArgument(!variables.containsKey(name), "variable \"%s\" is made twice", name);
    // A shared name of its own: handles without one are aliases of each other.
    Operand<? extends TType> handle =
        tf.withName(name.replace('/', '_'))
            .varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    Operand<TFloat32> initial = initializer.value(tf, shape, seedOf(name));
    Variable variable =
        new Variable(name, shape, kind, group, handle, tf.assignVariableOp(handle, initial));
    variables.put(name, variable);
    return variable;
  }

  private long[] seedOf(String name) {
    return new long[] {
      seed, Hashing.murmur3_128().hashString(name, StandardCharsets.UTF_8).asLong()
    };
  }

  /** All, in the order of their making. */
  public ImmutableList<Variable> all() {
    return ImmutableList.copyOf(variables.values());
  }

  /** Those of one kind, in the order of their making. */
  public ImmutableList<Variable> of(Variable.Kind kind) {
    return variables.values().stream()
        .filter(variable -> variable.kind() == kind)
        .collect(ImmutableList.toImmutableList());
  }

  /** Operation that gives every variable made so far its initial value. */
  public NoOp initializer() {
    return tf.withControlDependencies(
            variables.values().stream()
                .<Op>map(Variable::initializer)
                .collect(ImmutableList.toImmutableList()))
        .noOp();
  }
}
