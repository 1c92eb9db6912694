package org.densesiam.trainer.run;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.densesiam.data.shard.FolderDraft;

/** What the folder of a checkpoint is called: {@code step-00000400}, and nothing else. */
final class CheckpointName {
  static final String PREFIX = "step-";

  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{8,18})");

  private CheckpointName() {}

  static String of(long step) {
    return PREFIX + "%08d".formatted(step);
  }

  /** The step in a folder's name; empty if it is no checkpoint's name. */
  static Optional<Long> step(Path folder) {
    Matcher name =
        NAME.matcher(folder.getFileName().toString().replaceAll("^\\.|\\.replaced$", ""));
    return name.matches() && isNamed(folder, Long.parseLong(name.group(1)))
        ? Optional.of(Long.valueOf(name.group(1)))
        : Optional.empty();
  }

  private static boolean isNamed(Path folder, long step) {
    Path plain = folder.resolveSibling(of(step));
    return folder.equals(plain) || folder.equals(FolderDraft.replaced(plain));
  }

  /** Those in a folder that have such a name, the oldest first; one a step. */
  static ImmutableList<Path> foldersIn(Path store) {
    if (!Files.isDirectory(store)) {
      return ImmutableList.of();
    }
    Map<Long, Path> byStep = new TreeMap<>();
    try (Stream<Path> entries = Files.list(store)) {
      for (Path entry :
          entries.filter(entry -> Files.isDirectory(entry)).collect(toImmutableList())) {
        // The plain name counts before that of a folder which it was to replace.
        step(entry)
            .ifPresent(
                step ->
                    byStep.merge(step, entry, (one, other) -> isPlain(one, step) ? one : other));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the checkpoints in " + store, e);
    }
    return ImmutableList.copyOf(ImmutableMap.copyOf(byStep).values());
  }

  private static boolean isPlain(Path folder, long step) {
    return folder.getFileName().toString().equals(of(step));
  }
}
