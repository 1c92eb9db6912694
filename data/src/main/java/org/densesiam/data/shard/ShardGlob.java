package org.densesiam.data.shard;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.stream.Stream;

/** Finds shards by a glob, and says what is there instead where it finds none. */
final class ShardGlob {
  private static final String GLOB_CHARACTERS = "*?[{";

  private ShardGlob() {}

  /**
   * Regular files that match, sorted; at least one. Syntax: {@link
   * java.nio.file.FileSystem#getPathMatcher}.
   */
  static ImmutableList<Path> files(String glob) {
    Path root = rootOf(glob);
    boolean isGlob = glob.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
    checkArgument(
        isGlob && Files.isDirectory(root),
        "%s does not exist; give a folder written by densesiam import, a TFRecord file, or a glob of them",
        isGlob ? root : glob);
    PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + Path.of(glob));
    int depth =
        glob.contains("**") ? Integer.MAX_VALUE : Path.of(glob).getNameCount() - nameCount(root);
    try (Stream<Path> walk = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
      ImmutableList<Path> files =
          walk.filter(matcher::matches)
              .filter(Files::isRegularFile)
              .sorted()
              .collect(toImmutableList());
      checkArgument(!files.isEmpty(), "No file matches %s; %s", glob, contentsOf(root));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list %s: %s".formatted(root, e), e);
    }
  }

  static String describeFolderWithoutManifest(Path directory) {
    if (Files.exists(directory.resolve(Manifest.UNFINISHED_IMPORT))) {
      return "%s holds an unfinished import; run the same import command again, it goes on where it stopped"
          .formatted(directory);
    }
    return "%s has no %s, so densesiam import did not write it; %s. Import images into it, or for TFRecords of another origin give a glob as %s"
        .formatted(
            directory, Manifest.FILE_NAME, contentsOf(directory), directory.resolve("train-*"));
  }

  private static Path rootOf(String glob) {
    Path root = Path.of("");
    Path whole = Path.of(glob);
    if (whole.isAbsolute()) {
      root = whole.getRoot();
    }
    for (Path part : whole) {
      if (part.toString().chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0)) {
        break;
      }
      root = root.resolve(part);
    }
    return root;
  }

  private static int nameCount(Path root) {
    return root.toString().isEmpty() ? 0 : root.getNameCount();
  }

  private static String contentsOf(Path directory) {
    try (Stream<Path> list = Files.list(directory)) {
      ImmutableList<String> names =
          list.map(path -> path.getFileName().toString()).sorted().collect(toImmutableList());
      return names.isEmpty()
          ? directory + " is empty"
          : "%s holds %d entries: %s%s"
              .formatted(
                  directory,
                  names.size(),
                  String.join(", ", names.subList(0, Math.min(3, names.size()))),
                  names.size() > 3 ? ", ..." : "");
    } catch (IOException e) {
      return directory + " cannot be listed (" + e + ")";
    }
  }
}
