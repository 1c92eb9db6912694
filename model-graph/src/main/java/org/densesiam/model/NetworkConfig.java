package org.densesiam.model;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;

/** What all networks that learn from two views have in common, for whoever trains them. */
public interface NetworkConfig {

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
    return progress >= regionStartFraction()
        ? terms()
        : Sets.difference(terms(), ImmutableSet.of(LossTerm.REGION)).immutableCopy();
  }

  /** Share of the training after which the region loss is asked for, in [0, 1]. */
  double regionStartFraction();

  /** Makes the network's variables. */
  SiameseNetwork build(ModelScope scope);

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
