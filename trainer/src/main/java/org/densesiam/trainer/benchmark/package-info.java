/**
 * What training costs on a machine: time and memory of training steps and of the input pipeline.
 *
 * <p>{@link org.densesiam.trainer.benchmark.Benchmark} runs several {@link
 * org.densesiam.trainer.benchmark.Benchmark.Part}s one after the other in this process; each has a
 * graph and a session of its own, closed before the next begins. Nothing is written.
 */
@NullMarked
package org.densesiam.trainer.benchmark;

import org.jspecify.annotations.NullMarked;
