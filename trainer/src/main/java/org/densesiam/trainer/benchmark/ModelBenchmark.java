package org.densesiam.trainer.benchmark;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.predict.Outputs;
import org.densesiam.trainer.machine.ProcessMemory;

/**
 * Times predictions of a SavedModel in this process, from several threads, and checks every answer
 * against the model's own when nobody else asked.
 */
public final class ModelBenchmark {
  private final ImageModel model;
  private final Order order;

  /**
   * What is to be timed.
   *
   * @param signature to call
   * @param outputs to ask for; all, if there are none
   * @param batchSize images a call, at least 1
   * @param sidePx of the images, which are square
   * @param threads that call, at least 1
   * @param warmupCalls that are not timed, at least 0, of all threads together
   * @param calls that are timed, at least 1, of all threads together
   */
  public record Order(
      String signature,
      ImmutableList<String> outputs,
      int batchSize,
      int sidePx,
      int threads,
      int warmupCalls,
      int calls) {
    public Order {
      checkArgument(batchSize >= 1, "batchSize must be at least 1: %s", batchSize);
      checkArgument(sidePx >= 1, "sidePx must be at least 1: %s", sidePx);
      checkArgument(threads >= 1, "threads must be at least 1: %s", threads);
      checkArgument(warmupCalls >= 0, "warmupCalls must not be negative: %s", warmupCalls);
      checkArgument(calls >= 1, "calls must be at least 1: %s", calls);
    }
  }

  /** A benchmark, not yet run; the model stays the caller's. */
  public ModelBenchmark(ImageModel model, Order order) {
    this.model = model;
    this.order = order;
  }

  /**
   * Runs all calls.
   *
   * @throws IllegalArgumentException if the model has no such signature or output
   * @throws IllegalStateException if an answer is wrong
   */
  public ModelBenchmarkResult.ModelMeasurement run() {
    ModelWorkload workload = new ModelWorkload(model, order);
    time(workload, order.warmupCalls());
    Optional<ProcessMemory> before = ProcessMemory.current();
    long begin = System.nanoTime();
    long[] nanos = time(workload, order.calls());
    double wallSeconds = (System.nanoTime() - begin) / 1e9;
    return ModelBenchmarkResult.ModelMeasurement.of(
        nanos, order.batchSize(), wallSeconds, before, ProcessMemory.current());
  }

  /** Wall time of each call. */
  private long[] time(ModelWorkload workload, int calls) {
    long[] nanos = new long[calls];
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(order.threads());
    try {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < order.threads(); i++) {
        callers.add(threads.submit(() -> callOnAndOn(workload, nanos, next)));
      }
      callers.forEach(ModelBenchmark::await);
    } finally {
      threads.shutdownNow();
    }
    return nanos;
  }

  private static void callOnAndOn(ModelWorkload workload, long[] nanos, AtomicInteger next) {
    for (int call = next.getAndIncrement();
        call < nanos.length && !Thread.currentThread().isInterrupted();
        call = next.getAndIncrement()) {
      long begin = System.nanoTime();
      Outputs answer = workload.run(call);
      nanos[call] = System.nanoTime() - begin;
      workload.check(call, answer);
    }
  }

  private static void await(Future<?> caller) {
    try {
      Uninterruptibles.getUninterruptibly(caller);
    } catch (ExecutionException e) {
      Throwable cause = requireNonNull(e.getCause());
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    }
  }
}
