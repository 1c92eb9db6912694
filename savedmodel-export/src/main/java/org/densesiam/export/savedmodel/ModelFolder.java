package org.densesiam.export.savedmodel;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.densesiam.data.shard.FolderDraft;

/**
 * A model's folder with a folder a version, {@code MODEL_DIR/1}, {@code MODEL_DIR/2} and so on, as
 * TensorFlow Serving polls it.
 *
 * <p>A version appears whole or not at all: it is written under a name that is no number, forced to
 * disk and renamed. {@code SHA256SUMS} in it tells later whether it still is.
 *
 * @param path need not exist
 */
public record ModelFolder(Path path) {
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

  /** By which the model is served: the folder's own. */
  public String name() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  /**
   * The same versions once more, with those signatures only whose requests a server can join to
   * batches; a server takes it for a model of its own, since its name is no number.
   */
  public ModelFolder batched() {
    return new ModelFolder(path.resolve("batched"));
  }

  /** Versions that are there, ascending. */
  public ImmutableSortedSet<Long> versions() {
    if (!Files.isDirectory(path)) {
      return ImmutableSortedSet.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(entry -> VERSION.matcher(entry.getFileName().toString()).matches())
          .map(entry -> Long.valueOf(entry.getFileName().toString()))
          .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the versions in " + path, e);
    }
  }

  /** One above the newest version, 1 in an empty folder. */
  public long nextVersion() {
    ImmutableSortedSet<Long> versions = versions();
    return versions.isEmpty() ? 1 : versions.last() + 1;
  }

  /**
   * Adds a version.
   *
   * @param version at least 1
   * @param writer fills the empty folder that it gets
   * @return {@code MODEL_DIR/version}
   * @throws IllegalArgumentException if the version is there already
   * @throws UncheckedIOException if a folder cannot be made; nothing is left behind then, nor if
   *     the writer throws
   */
  public Path publish(long version, Consumer<Path> writer) {
    checkArgument(version >= 1, "version must be at least 1: %s", version);
    Path target = path.resolve(Long.toString(version));
    checkArgument(
        !Files.exists(target),
        "%s is there already, and a version never changes once it is served: take another version"
            + " (next free: %s) or another folder",
        target,
        nextVersion());
    try {
      Files.createDirectories(path);
      try (FolderDraft draft = FolderDraft.of(target)) {
        writer.accept(draft.folder());
        new Sha256Sums(draft.folder()).write();
        draft.becomes(target);
      }
    } catch (IOException e) {
      throw failure(version, e);
    } catch (UncheckedIOException e) {
      throw failure(version, requireNonNull(e.getCause()));
    }
    return target;
  }

  /**
   * As {@link #publish}, in the place of what is there: for a view of a version that was stopped
   * before the version itself was there, and so was never served.
   */
  public Path republish(long version, Consumer<Path> writer) {
    Path left = path.resolve(Long.toString(version));
    if (Files.exists(left)) {
      try {
        MoreFiles.deleteRecursively(left, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException e) {
        throw failure(version, e);
      }
    }
    return publish(version, writer);
  }

  private UncheckedIOException failure(long version, IOException cause) {
    return new UncheckedIOException(
        "Cannot write version "
            + version
            + " of model "
            + path
            + ", and nothing of it was left there; make room, or give a folder that you may write"
            + " to",
        cause);
  }

  /**
   * The folder of the newest version.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Path newest() {
    ImmutableSortedSet<Long> versions = versions();
    checkArgument(
        !versions.isEmpty(),
        "%s holds no model: expected version folders such as 1/saved_model.pb in it",
        path);
    return path.resolve(Long.toString(versions.last()));
  }

  /** Whether a folder is one version of a model, rather than all of them. */
  public static boolean isVersion(Path folder) {
    return new Sha256Sums(folder).areThere()
        || Files.isRegularFile(folder.resolve("saved_model.pb"));
  }

  /**
   * Reads all files of a version and compares them with its {@code SHA256SUMS}.
   *
   * @throws IllegalArgumentException naming the first that is damaged or missing; or if there are
   *     no sums, as in versions of others and of earlier exports
   */
  public static void checkWhole(Path version) {
    Sha256Sums sums = new Sha256Sums(version);
    checkArgument(
        sums.areThere(),
        "%s has no SHA256SUMS, so nobody can tell whether it is whole; export it again",
        version);
    sums.check();
  }
}
