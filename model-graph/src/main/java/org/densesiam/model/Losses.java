package org.densesiam.model;

import com.google.common.collect.ImmutableMap;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What one replica makes of its views.
 *
 * @param total scalar, the sum of {@code terms}
 * @param terms scalars, each multiplied by its weight already, in the order of {@link LossTerm}
 * @param meters scalars to watch, computed only when fetched; README's "Reading a run" says what
 *     each means
 */
public record Losses(
    Operand<TFloat32> total,
    ImmutableMap<LossTerm, Operand<TFloat32>> terms,
    ImmutableMap<String, Operand<TFloat32>> meters) {}
