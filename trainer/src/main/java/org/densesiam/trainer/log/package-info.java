/**
 * What a run tells the world while it trains: metrics, TensorBoard events, the log.
 *
 * <p>The training loop knows one interface, {@link org.densesiam.trainer.log.TrainingListener}, and
 * tells it on one thread what happens ({@link org.densesiam.trainer.log.RunEvent}, in the order
 * that it gives), then closes it. A listener never sees a tensor.
 *
 * <p>Names of scalars are API, listed in {@link org.densesiam.trainer.log.ScalarNames}: the metrics
 * file, TensorBoard and the report all use them as they are.
 */
@NullMarked
package org.densesiam.trainer.log;

import org.jspecify.annotations.NullMarked;
