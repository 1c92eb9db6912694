package org.densesiam.trainer.log;

/**
 * A side effect of the training loop.
 *
 * <p>Called on the training thread, which it holds up: be quick. An exception ends the run, because
 * a metrics file that silently stopped is worse than a run that did; files that cannot be written
 * give {@link java.io.UncheckedIOException}.
 */
public interface TrainingListener extends AutoCloseable {
  /** Something happened. {@link RunEvent.End} comes also when a listener threw before. */
  void on(RunEvent event);

  /** Releases files and the terminal. May be called more than once. */
  @Override
  void close();
}
