package org.densesiam.data.shard;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder that is whole or absent: written under a name of its own, it becomes the real one at
 * once, or goes away on close. For files there is {@link AtomicFile}.
 */
public final class FolderDraft implements AutoCloseable {
  private final Path folder;

  private FolderDraft(Path folder) {
    this.folder = folder;
  }

  /** Makes an empty draft of {@code target}, beside it, that nobody else has. */
  public static FolderDraft of(Path target) throws IOException {
    // Not createTempDirectory, whose folders only their owner may read: a server is someone else.
    Path folder = target.resolveSibling("." + target.getFileName() + ".draft-" + UUID.randomUUID());
    return new FolderDraft(Files.createDirectory(folder));
  }

  /**
   * Makes an empty draft of a name that one writer at a time has; what a writer that died left
   * there is deleted.
   */
  public static FolderDraft at(Path folder) throws IOException {
    delete(folder);
    return new FolderDraft(Files.createDirectories(folder));
  }

  /** Where to write. */
  public Path folder() {
    return folder;
  }

  /** As {@link #becomes}, in the place of a folder that may be there already. */
  public void replaces(Path target) throws IOException {
    delete(target);
    becomes(target);
  }

  /**
   * Forces everything to disk and renames.
   *
   * @throws IOException also if the target is there already; it stays as it is
   */
  public void becomes(Path target) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.toList();
    }
    for (Path path : all) {
      force(path);
    }
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    force(target.toAbsolutePath().resolveSibling(""));
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
