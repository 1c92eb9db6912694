package org.densesiam.model.scope;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A statistic of one batch and the running one that it moves.
 *
 * @param running the running mean or variance, {@code [C]}
 * @param batch the batch's mean or unbiased variance, {@code [C]}
 * @param momentum share of the old value that stays, in (0, 1); 0.9 is PyTorch's {@code
 *     momentum=0.1}
 */
public record BatchStatistics(Variable running, Operand<TFloat32> batch, float momentum) {

  /**
   * Moves every running statistic, {@code r = momentum * r + (1 - momentum) * batch}, once for each
   * of its batches, in the order given.
   *
   * @return one operation a running statistic
   */
  public static ImmutableList<Op> update(Ops tf, Iterable<BatchStatistics> inOrder) {
    Map<Variable, List<BatchStatistics>> byVariable = new LinkedHashMap<>();
    for (BatchStatistics statistics : inOrder) {
      byVariable.computeIfAbsent(statistics.running, v -> new ArrayList<>()).add(statistics);
    }
    ImmutableList.Builder<Op> updates = ImmutableList.builder();
    byVariable.forEach((running, batches) -> updates.add(update(tf, running, batches)));
    return updates.build();
  }

  private static Op update(Ops tf, Variable running, List<BatchStatistics> batches) {
    Operand<TFloat32> value = tf.readVariableOp(running.handle(), TFloat32.class);
    for (BatchStatistics statistics : batches) {
      value =
          tf.math.add(
              tf.math.mul(value, tf.constant(statistics.momentum)),
              tf.math.mul(statistics.batch, tf.constant(1 - statistics.momentum)));
    }
    return tf.assignVariableOp(running.handle(), value);
  }
}
