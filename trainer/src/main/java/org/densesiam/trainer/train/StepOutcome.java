package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * What one step brought back.
 *
 * @param scalars losses, weighted, and the meters asked for, by the names of {@link
 *     org.densesiam.trainer.log.ScalarNames}
 * @param lastPosition of the batch in the epoch's order
 * @param waitSeconds for the batch to be ready
 * @param views as asked for
 */
record StepOutcome(
    ImmutableMap<String, Double> scalars,
    long lastPosition,
    double waitSeconds,
    Optional<ViewSamples> views) {}
