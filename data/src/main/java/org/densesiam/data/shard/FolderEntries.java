package org.densesiam.data.shard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The names in a folder, which are data of their own to a file system. */
public final class FolderEntries {
  private FolderEntries() {}

  /**
   * Forces them to the disk: a file or folder that was made, renamed or deleted there stays so
   * after a power cut. Windows, which lets nobody open a folder, needs no such thing.
   */
  public static void force(Path folder) throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** As {@link #force}, of the folder that holds {@code file}. */
  public static void forceAround(Path file) throws IOException {
    force(file.toAbsolutePath().resolveSibling(""));
  }
}
