package org.densesiam.data.prepare;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.densesiam.data.prepare.ImportJournal.Task;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.Manifest;

/**
 * Decides whether an import may write to a folder: a new one, an empty one, or its own. Changes
 * nothing.
 */
final class ImportFolder {
  private ImportFolder() {}

  /**
   * Checks a folder, which need not exist.
   *
   * @return the manifest, if this very import is finished there
   * @throws IllegalArgumentException if it holds anything else
   */
  static Optional<Manifest> check(Path folder, Task task) throws IOException {
    checkArgument(
        !Files.exists(folder) || Files.isDirectory(folder),
        "%s is a file; give a folder to write shards to",
        folder);
    Path manifestFile = folder.resolve(Manifest.FILE_NAME);
    if (Files.exists(manifestFile)) {
      Manifest manifest = Manifest.read(manifestFile);
      ImportOptions options = manifest.options();
      if (options.maxPixels().isEmpty()) { // an import of before there was a limit is whole, too
        options = options.withMaxPixels(task.options().maxPixels());
      }
      Task done = new Task(manifest.formatVersion(), options, manifest.source());
      requireSame(folder, "a finished import", done, task);
      return Optional.of(manifest);
    }
    Optional<Task> begun = ImportJournal.taskIn(folder);
    if (begun.isPresent()) {
      requireSame(folder, "an unfinished import", begun.get(), task);
    } else {
      requireEmpty(folder);
    }
    return Optional.empty();
  }

  private static void requireSame(Path folder, String what, Task found, Task asked) {
    checkArgument(
        found.source().equals(asked.source()),
        "%s holds %s of other images: %s; this source has %s. Give another folder, or remove this one",
        folder,
        what,
        found.source(),
        asked.source());
    checkArgument(
        found.equals(asked),
        "%s holds %s with other options: %s; asked for were %s. Give another folder, remove this one, or use its options",
        folder,
        what,
        found.options(),
        asked.options());
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> list = Files.list(folder)) {
      ImmutableList<String> names =
          list.map(path -> path.getFileName().toString())
              // Left by an import that was stopped before it wrote what it was asked to do.
              .filter(name -> !name.equals(ImportJournal.FOLDER_NAME))
              .sorted()
              .limit(3)
              .collect(ImmutableList.toImmutableList());
      checkArgument(
          names.isEmpty(),
          "%s is not empty and holds no import of ours (it has %s); give a new or an empty folder",
          folder,
          String.join(", ", names));
    }
  }
}
