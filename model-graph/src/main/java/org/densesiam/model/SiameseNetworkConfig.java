package org.densesiam.model;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import org.densesiam.data.view.Alignment;
import org.densesiam.model.scope.ModelScope;

/** What all networks that learn from two views have in common. */
public interface SiameseNetworkConfig extends NetworkConfig<Alignment> {

  @Override
  default ImmutableSet<LossTerm> active(double progress) {
    return progress >= regionStartFraction()
        ? terms()
        : Sets.difference(terms(), ImmutableSet.of(LossTerm.REGION)).immutableCopy();
  }

  /** Share of the training after which the region loss is asked for, in [0, 1]. */
  default double regionStartFraction() {
    return 0;
  }

  @Override
  SiameseNetwork build(ModelScope scope);
}
