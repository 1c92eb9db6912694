package org.densesiam.data.prepare;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.AtomicFile;
import org.densesiam.data.shard.ExclusiveLock;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.Json;
import org.densesiam.data.shard.Manifest;
import org.densesiam.data.shard.Manifest.Repairs;
import org.densesiam.data.shard.Manifest.ShardEntry;
import org.densesiam.data.shard.Manifest.SourceDigest;

/**
 * What an unfinished import remembers, in {@code .import/} of its folder: what it was asked to do,
 * and a file for each finished shard, written after the shard itself. Held by one process at a
 * time.
 */
final class ImportJournal implements AutoCloseable {
  static final String FOLDER_NAME = Manifest.UNFINISHED_IMPORT;
  private static final String TASK_FILE = "task.json";

  private final Path folder;
  private final Path journal;
  private final ExclusiveLock lock;

  private ImportJournal(Path folder, Path journal, ExclusiveLock lock) {
    this.folder = folder;
    this.journal = journal;
    this.lock = lock;
  }

  /** What the import was asked to do; another task is not continued. */
  record Task(int formatVersion, ImportOptions options, SourceDigest source) {
    static Task of(ShardPlan plan) {
      return new Task(Manifest.FORMAT_VERSION, plan.options(), plan.source());
    }
  }

  /**
   * A finished shard.
   *
   * @param shard empty if all its images were rejected, and no file was written
   */
  record Finished(
      Optional<ShardEntry> shard, ImmutableList<Rejection> rejected, Repairs repaired) {}

  /**
   * Begins or continues a task in {@code folder}, which exists and holds no other (see
   * ImportFolder).
   */
  static ImportJournal open(Path folder, Task task) throws IOException {
    Path journal = Files.createDirectories(folder.resolve(FOLDER_NAME));
    ExclusiveLock lock =
        ExclusiveLock.tryAcquire(journal.resolve("lock"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Another import is writing to %s; wait for it, or stop it"
                            .formatted(folder)));
    try {
      if (!Files.exists(journal.resolve(TASK_FILE))) {
        AtomicFile.write(journal.resolve(TASK_FILE), Json.bytes(task));
      }
      return new ImportJournal(folder, journal, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The task begun in {@code folder} and not finished. */
  static Optional<Task> taskIn(Path folder) {
    Path file = folder.resolve(FOLDER_NAME).resolve(TASK_FILE);
    return Files.exists(file) ? Optional.of(Json.read(file, Task.class)) : Optional.empty();
  }

  /**
   * What was written of shard {@code index}, if it was finished and its file is still there in
   * full.
   */
  Optional<Finished> finished(int index) throws IOException {
    Path file = journal.resolve(entryName(index));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Finished finished = Json.read(file, Finished.class);
    if (finished.shard().isPresent()) {
      ShardEntry entry = finished.shard().get();
      Path shard = folder.resolve(entry.file());
      if (!Files.exists(shard) || Files.size(shard) != entry.bytes()) {
        return Optional.empty();
      }
    }
    return Optional.of(finished);
  }

  void add(int index, Finished finished) throws IOException {
    AtomicFile.write(journal.resolve(entryName(index)), Json.bytes(finished));
  }

  /** The import is whole; forgets everything. */
  void delete() throws IOException {
    lock.close();
    MoreFiles.deleteRecursively(journal, RecursiveDeleteOption.ALLOW_INSECURE);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static String entryName(int index) {
    return "shard-%05d.json".formatted(index);
  }
}
