package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableSet;
import org.densesiam.model.LossTerm;
import org.densesiam.model.Losses;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/**
 * The step as it is while one set of losses is active. A loss that is switched on later costs
 * nothing before: each phase has operations of its own, and only those of the fetched one run.
 *
 * @param active the losses asked for
 * @param losses scalars of the step
 * @param gradientNorm scalar, L2 norm over all gradients, before weight decay
 * @param train the whole step: gradients, update of weights and running statistics
 */
record TrainingPhase(
    ImmutableSet<LossTerm> active, Losses losses, Operand<TFloat32> gradientNorm, Op train) {}
