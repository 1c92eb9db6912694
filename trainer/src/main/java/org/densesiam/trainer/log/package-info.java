/**
 * What a run tells the world while it trains: metrics, TensorBoard events, the log.
 *
 * <p>The training loop knows one interface, {@link org.densesiam.trainer.log.TrainingListener}, and
 * calls it on one thread in this order: {@code onStart}, then any of {@code onStep}, {@code
 * onImages}, {@code onCheckpoint} with steps that never go back, then {@code onEnd} exactly once,
 * whatever became of the run, then {@code close}. Everything handed over is immutable and copied
 * out of native memory; a listener never sees a tensor.
 *
 * <p>Names of scalars are API, listed in {@link org.densesiam.trainer.log.ScalarNames}: the metrics
 * file, TensorBoard and the report all use them as they are.
 */
@NullMarked
package org.densesiam.trainer.log;

import org.jspecify.annotations.NullMarked;
