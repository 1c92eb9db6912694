package org.densesiam.trainer.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two processes from training into one folder, such as a job that a scheduler started twice.
 * The system lets go of it when the process ends, however that happens.
 */
public final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  static RunLock acquire(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new IllegalStateException(
            "Another process trains in %s; wait for it or stop it".formatted(file.getParent()));
      }
      return new RunLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock the run directory by " + file, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) { // this very process
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close(); // and with it the lock
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unlock the run directory", e);
    }
  }
}
