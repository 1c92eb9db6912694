package org.densesiam.trainer.benchmark;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Device;
import org.densesiam.trainer.machine.Environment;

/**
 * All that one needs to compare two benchmarks, and to repeat one.
 *
 * @param build of DenseSiam
 * @param environment the machine and its software
 * @param devices as TensorFlow lists them
 * @param preset name or file
 * @param overrides of its keys, {@code key=value} each
 * @param data shards, as given
 * @param batchSize image pairs a step
 * @param sizePx side of a view
 * @param network depth and precision
 * @param warmupSteps of each part, not timed
 * @param steps of each part, timed
 * @param measurements in the order in which they were made
 */
public record BenchmarkResult(
    Build build,
    Environment environment,
    ImmutableList<Device> devices,
    String preset,
    ImmutableList<String> overrides,
    Optional<String> data,
    int batchSize,
    int sizePx,
    String network,
    int warmupSteps,
    int steps,
    ImmutableList<Measurement> measurements) {}
