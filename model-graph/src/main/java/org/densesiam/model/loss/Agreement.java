package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What one consistency says of a batch.
 *
 * @param loss scalar, before its weight
 * @param meters scalars to watch, by name
 */
public record Agreement(Operand<TFloat32> loss, ImmutableMap<String, Operand<TFloat32>> meters) {}
