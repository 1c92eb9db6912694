package org.densesiam.export.savedmodel;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder's {@code SHA256SUMS}: a line a file, its SHA-256 and its path from the folder, as {@code
 * sha256sum --check} of GNU's coreutils takes it.
 *
 * @param folder with the file in it
 */
record Sha256Sums(Path folder) {
  private static final String FILE = "SHA256SUMS";
  private static final Splitter COLUMNS = Splitter.on("  ").limit(2);

  boolean areThere() {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Sums of all files that are below the folder now. */
  void write() throws IOException {
    String lines;
    try (Stream<Path> below = Files.walk(folder)) {
      ImmutableList<Path> files =
          below.filter(Files::isRegularFile).sorted().collect(toImmutableList());
      lines = files.stream().map(this::line).collect(Collectors.joining());
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    Files.writeString(folder.resolve(FILE), lines);
  }

  private String line(Path file) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return sum(file) + "  " + path + "\n";
  }

  /**
   * Fails unless every file is as it was summed.
   *
   * @throws IllegalArgumentException naming the first that is not
   */
  void check() {
    for (String line : lines()) {
      List<String> columns = COLUMNS.splitToList(line);
      checkArgument(
          columns.size() == 2 && columns.get(0).length() == 64,
          "%s is damaged: expected a SHA-256 and a path, found the line \"%s\"; copy the folder again, or export again",
          folder.resolve(FILE),
          line);
      Path file = folder.resolve(columns.get(1));
      checkArgument(
          Files.isRegularFile(file),
          "%s is missing, though %s lists it; copy the folder again, or export again",
          file,
          FILE);
      String found = sum(file);
      checkArgument(
          found.equals(columns.get(0)),
          "%s is damaged: its SHA-256 is %s, not %s as %s says; copy the folder again, or export again",
          file,
          found,
          columns.get(0),
          FILE);
    }
  }

  private List<String> lines() {
    Path file = folder.resolve(FILE);
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static String sum(Path file) {
    try {
      return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
