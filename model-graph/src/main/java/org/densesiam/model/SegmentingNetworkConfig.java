package org.densesiam.model;

import org.densesiam.model.scope.ModelScope;

/**
 * What all networks that segment have in common.
 *
 * @param <I> what the network learns from in a step
 */
public interface SegmentingNetworkConfig<I> extends NetworkConfig<I> {

  /** How many categories it tells apart, {@code K}. */
  int outputs();

  @Override
  SegmentingNetwork<I> build(ModelScope scope);
}
