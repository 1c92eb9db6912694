/**
 * One pre-training run: its directory, its loop, its checkpoints, and how it is asked to stop.
 *
 * <p>A run is reproducible from its directory ({@link org.densesiam.trainer.run.RunDirectory}). The
 * loop polls a {@link org.densesiam.trainer.run.StopSignal} between steps and tells its listeners
 * ({@link org.densesiam.trainer.log.TrainingListener}) what happened.
 */
@NullMarked
package org.densesiam.trainer.run;

import org.jspecify.annotations.NullMarked;
