package org.densesiam.trainer.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.densesiam.data.shard.ExclusiveLock;

/**
 * Keeps two processes from training into one folder, such as a job that a scheduler started twice.
 * The system lets go of it when the process ends, however that happens.
 */
public final class RunLock implements AutoCloseable {
  private final ExclusiveLock lock;

  private RunLock(ExclusiveLock lock) {
    this.lock = lock;
  }

  static RunLock acquire(Path file) {
    try {
      return new RunLock(
          ExclusiveLock.tryAcquire(file)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "Another process trains in %s; wait for it or stop it"
                              .formatted(file.getParent()))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock the run directory by " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unlock the run directory", e);
    }
  }
}
