package org.densesiam.model;

import com.google.common.collect.ImmutableSet;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;

/**
 * What all networks have in common, for whoever trains them.
 *
 * @param <I> what the network learns from in a step
 */
public interface NetworkConfig<I> {

  BackboneConfig backbone();

  /** What convolutions and matrix products compute in. */
  Precision precision();

  /** Weight of a loss in the total, at least 0; 0 is off. */
  double weight(LossTerm term);

  /**
   * The losses that are asked for at some time of the training.
   *
   * @param progress share of the training that is done, in [0, 1]
   */
  default ImmutableSet<LossTerm> active(double progress) {
    return terms();
  }

  /** What the learning rate of a group of weights is multiplied by, at least 0. */
  default double rateFactor(Variable.Group group) {
    return 1;
  }

  /** Makes the network's variables. */
  Learner<I> build(ModelScope scope);

  /** The losses of weight above 0, in order. */
  default ImmutableSet<LossTerm> terms() {
    ImmutableSet.Builder<LossTerm> terms = ImmutableSet.builder();
    for (LossTerm term : LossTerm.values()) {
      if (weight(term) > 0) {
        terms.add(term);
      }
    }
    return terms.build();
  }
}
