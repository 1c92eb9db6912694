package org.densesiam.data.shard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that one process has to itself. The system lets go of it when the process ends, however
 * that happens.
 */
public final class ExclusiveLock implements AutoCloseable {
  private final FileChannel channel;

  private ExclusiveLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The lock; empty if another has it, in this process or in another one. */
  public static Optional<ExclusiveLock> tryAcquire(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = isLocked(channel);
      return locked ? Optional.of(new ExclusiveLock(channel)) : Optional.empty();
    } finally {
      if (!locked) { // another has it, or the file system has no locks
        channel.close();
      }
    }
  }

  /**
   * Whether another has it. Needs no permission to write; where a file system has no locks, nobody
   * has.
   */
  public static boolean isHeld(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.tryLock(0, Long.MAX_VALUE, true) == null;
    } catch (OverlappingFileLockException e) { // this very process
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) { // this very process
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close(); // and with it the lock
  }
}
