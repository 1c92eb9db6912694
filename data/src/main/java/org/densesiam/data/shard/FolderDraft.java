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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that is whole or absent: written under a name of its own, it becomes the real one at
 * once, or goes away on close. For files there is {@link AtomicFile}.
 */
public final class FolderDraft implements AutoCloseable {
  private final Path folder;
  private final Optional<DraftLock> lock;

  private FolderDraft(Path folder, Optional<DraftLock> lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes an empty draft of {@code target}, beside it, that nobody else has. Drafts that killed
   * processes left there, of whatever target, are deleted.
   */
  public static FolderDraft of(Path target) throws IOException {
    DraftLock.clearAbandoned(target.toAbsolutePath().resolveSibling(""));
    DraftLock lock = DraftLock.ofNew(target);
    try {
      // Not createTempDirectory, whose folders only their owner may read: a server is someone else.
      return new FolderDraft(Files.createDirectory(lock.draft()), Optional.of(lock));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Makes an empty draft of a name that one writer at a time has; what a writer that died left
   * there is deleted.
   */
  public static FolderDraft at(Path folder) throws IOException {
    delete(folder);
    return new FolderDraft(Files.createDirectories(folder), Optional.empty());
  }

  /** Where to write. */
  public Path folder() {
    return folder;
  }

  /**
   * As {@link #becomes}, in the place of a folder that may be there already: that one is at {@link
   * #replaced} until the new one has its name, so at every moment one of them is there.
   */
  public void replaces(Path target) throws IOException {
    Path old = replaced(target);
    if (Files.exists(target)) { // else the old one, if any, is all there is
      delete(old);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    becomes(target);
    delete(old);
  }

  /**
   * Where the folder {@code target} is while it is replaced. Whoever finds none at {@code target}
   * finds it here, also after the process that replaced it was killed.
   */
  public static Path replaced(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".replaced");
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
    FolderEntries.forceAround(target);
  }

  private static void force(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      FolderEntries.force(path);
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      delete(folder);
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
