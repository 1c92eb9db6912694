package org.densesiam.model;

import com.google.common.collect.ImmutableSet;
import org.densesiam.model.scope.Passes;
import org.tensorflow.types.family.TFloating;

/**
 * A network that learns from what a step brings it: two views, as {@link SiameseNetwork}, or
 * whatever else a method looks at.
 *
 * @param <I> what a replica's step brings
 */
public interface Learner<I> {

  /**
   * Adds the losses of one replica.
   *
   * @param passes to ask for one a view
   * @param active which of the configured losses to ask for; the others add nothing to the graph
   */
  <T extends TFloating> Losses losses(Passes<T> passes, I input, ImmutableSet<LossTerm> active);
}
