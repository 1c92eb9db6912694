package org.densesiam.trainer.machine;

import com.google.common.collect.ImmutableMap;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a run end between two steps: the first SIGINT (Ctrl-C), SIGTERM (a scheduler) or SIGHUP (a
 * lost terminal) is a request, which the training loop polls; the second ends the process at once.
 *
 * <p>Not a shutdown hook: the JVM runs all of them beside each other and beside the training
 * thread, and ignores a second signal meanwhile. JLine reaches the JVM's own {@code
 * sun.misc.Signal}. Where a signal cannot be had ({@code java -Xrs}, SIGHUP on Windows or under
 * {@code nohup}) the JVM's behaviour stays: the process ends, and the last checkpoint stands.
 */
public final class StopSignal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StopSignal.class);

  /** POSIX numbers by name. */
  private static final ImmutableMap<String, Integer> SIGNALS =
      ImmutableMap.of("INT", 2, "TERM", 15, "HUP", 1);

  /**
   * Why a run is asked to stop.
   *
   * @param signalName such as {@code SIGINT}
   * @param signalNumber POSIX number, such as 2
   */
  public record Request(String signalName, int signalNumber) {
    /**
     * What the process exits with, 128 + the signal's number as shells have it: 130 after SIGINT,
     * 143 after SIGTERM. Not 0, so that {@code densesiam pretrain ... && densesiam export ...} does
     * not export a run that was cut short.
     */
    public int exitCode() {
      return 128 + signalNumber;
    }
  }

  private final AtomicReference<@Nullable Request> request = new AtomicReference<>();
  private final List<Runnable> restorers = new ArrayList<>();
  private final String afterStop;
  private final PrintStream err;
  private final IntConsumer halt;

  private StopSignal(String afterStop, PrintStream err, IntConsumer halt) {
    this.afterStop = afterStop;
    this.err = err;
    this.halt = halt;
  }

  /** Takes the signals of the process until {@link #close}. */
  public static StopSignal install() {
    return install("finishing this step and writing a checkpoint");
  }

  /**
   * Takes the signals of the process until {@link #close}, for a task other than training.
   *
   * @param afterStop what the user is told at the first signal, such as {@code finishing this file}
   */
  public static StopSignal install(String afterStop) {
    // Not System.exit: that runs shutdown hooks, and waits for a native call that may not return.
    return install(afterStop, System.err, Runtime.getRuntime()::halt);
  }

  /** As {@link #install(String)}, with what a test can watch. */
  static StopSignal install(String afterStop, PrintStream err, IntConsumer halt) {
    StopSignal stop = new StopSignal(afterStop, err, halt);
    SIGNALS.forEach(stop::handle);
    return stop;
  }

  /** Takes no signals; only {@link #request(Request)} asks for a stop. */
  public static StopSignal uninstalled() {
    return new StopSignal("", System.err, code -> {});
  }

  /** The request to stop, if there was one. Cheap: poll it every step. */
  public Optional<Request> request() {
    return Optional.ofNullable(request.get());
  }

  /**
   * Asks for a stop, as a signal would.
   *
   * @return whether this is the first request; later ones change nothing
   */
  public boolean request(Request reason) {
    return request.compareAndSet(null, reason);
  }

  /** Gives the signals back to whoever had them. */
  @Override
  public void close() {
    restorers.forEach(Runnable::run);
    restorers.clear();
  }

  private void handle(String name, int number) {
    Request reason = new Request("SIG" + name, number);
    @Nullable Object previous = Signals.register(name, () -> received(reason));
    if (previous == null) {
      log.debug("{} cannot be caught here", reason.signalName());
    } else {
      restorers.add(() -> Signals.unregister(name, previous));
    }
  }

  private void received(Request reason) {
    if (request(reason)) {
      err.printf("%n%s: %s; once more ends at once%n", reason.signalName(), afterStop);
    } else {
      halt.accept(reason.exitCode());
    }
  }
}
