package org.densesiam.model.scope;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * What one replica reads of the variables in one step.
 *
 * <p>Each variable is read once and cast to the compute type once, and all passes of the replica
 * share that, so the gradient with respect to the read is the sum over the views.
 *
 * @param <T> type that the network computes in
 */
public final class WeightReader<T extends TFloating> {
  private final Ops tf;
  private final Class<T> computeType;
  private final Map<Variable, Operand<TFloat32>> reads = new LinkedHashMap<>();
  private final Map<Variable, Operand<T>> casts = new LinkedHashMap<>();

  public WeightReader(Ops tf, Class<T> computeType) {
    this.tf = tf;
    this.computeType = computeType;
  }

  /** In the compute type of a precision: the one place where the two meet. */
  public static WeightReader<? extends TFloating> of(Ops tf, Precision precision) {
    return switch (precision) {
      case FP32 -> new WeightReader<>(tf, TFloat32.class);
      case BF16 -> new WeightReader<>(tf, TBfloat16.class);
    };
  }

  /** The same of nothing read so far: gradients with respect to this one's reads miss its reads. */
  WeightReader<T> apart() {
    return new WeightReader<>(tf, computeType);
  }

  /** The float32 value. */
  public Operand<TFloat32> read(Variable variable) {
    return reads.computeIfAbsent(variable, v -> tf.readVariableOp(v.handle(), TFloat32.class));
  }

  /** The value in the compute type. */
  public Operand<T> readForCompute(Variable variable) {
    return casts.computeIfAbsent(variable, v -> cast(read(v)));
  }

  /** {@code x} in the compute type; {@code x} itself where it is of it already. */
  @SuppressWarnings("unchecked") // type() is the check.
  Operand<T> cast(Operand<? extends TFloating> x) {
    return x.type() == computeType ? (Operand<T>) x : tf.dtypes.cast(x, computeType);
  }

  /** Every weight read so far, with its read: what gradients are taken with respect to. */
  public ImmutableMap<Variable, Operand<TFloat32>> weights() {
    ImmutableMap.Builder<Variable, Operand<TFloat32>> weights = ImmutableMap.builder();
    reads.forEach(
        (variable, read) -> {
          if (variable.kind() == Variable.Kind.WEIGHT) {
            weights.put(variable, read);
          }
        });
    return weights.buildOrThrow();
  }
}
