package org.densesiam.trainer.benchmark;

import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Environment;

/**
 * All that one needs to compare two benchmarks of a model, and to repeat one.
 *
 * @param build of DenseSiam
 * @param environment the machine and its software
 * @param model folder of the version
 * @param order what was asked for
 * @param measurement what came out
 */
public record ModelBenchmarkResult(
    Build build,
    Environment environment,
    String model,
    ModelBenchmark.Order order,
    ModelMeasurement measurement) {}
