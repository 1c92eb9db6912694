package org.densesiam.model;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.densesiam.model.loss.Agreement;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What one replica makes of its views.
 *
 * @param total scalar, the sum of {@code terms}
 * @param terms scalars, each multiplied by its weight already, in the order of {@link LossTerm}
 * @param meters scalars to watch, computed only when fetched; "Reading a run" in trainer/README.md
 *     says what each means
 */
public record Losses(
    Operand<TFloat32> total,
    ImmutableMap<LossTerm, Operand<TFloat32>> terms,
    ImmutableMap<String, Operand<TFloat32>> meters) {

  /**
   * Adds the weighted sum of what the consistencies say.
   *
   * @param agreements at least one
   */
  static Losses weighted(Ops tf, Map<LossTerm, Agreement> agreements, NetworkConfig<?> config) {
    checkState(!agreements.isEmpty(), "no loss is active");
    ImmutableMap.Builder<LossTerm, Operand<TFloat32>> terms = ImmutableMap.builder();
    ImmutableMap.Builder<String, Operand<TFloat32>> meters = ImmutableMap.builder();
    agreements.forEach(
        (term, agreement) -> {
          terms.put(term, tf.math.mul(agreement.loss(), tf.constant((float) config.weight(term))));
          meters.putAll(agreement.meters());
        });
    ImmutableMap<LossTerm, Operand<TFloat32>> weighted = terms.buildOrThrow();
    return new Losses(tf.math.addN(weighted.values()), weighted, meters.buildKeepingLast());
  }
}
