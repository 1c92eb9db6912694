/**
 * Training: from shards to the last checkpoint.
 *
 * <p>The loop polls a {@link org.densesiam.trainer.machine.StopSignal} between steps and tells its
 * listeners ({@link org.densesiam.trainer.log.TrainingListener}) what happened.
 */
@NullMarked
package org.densesiam.trainer.train;

import org.jspecify.annotations.NullMarked;
