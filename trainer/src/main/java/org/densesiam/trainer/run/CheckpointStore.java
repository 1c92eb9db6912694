package org.densesiam.trainer.run;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.densesiam.data.TensorFlowMessage;
import org.densesiam.data.shard.FolderDraft;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * The checkpoints of a run, {@code step-00000400/}, the newest few of them.
 *
 * <p>A checkpoint is written into a folder of another name, flushed to the disk and renamed: under
 * its final name it is whole, whatever happens in between. What a disk or a hand does to it
 * afterwards is found by the checksums in it.
 */
public final class CheckpointStore {
  private static final String UNFINISHED = "unfinished-";

  private final Path folder;
  private final int keep;

  /**
   * The checkpoints in {@code folder}.
   *
   * @param keep newest checkpoints that stay, at least 1
   */
  public CheckpointStore(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /**
   * Writes a checkpoint, then removes those that are too many.
   *
   * @param writeVariables writes the variables' files at the prefix that it is given
   * @return the checkpoint's folder
   * @throws UncheckedIOException if it can't be written; no folder has its name then
   */
  public Path write(Checkpoint checkpoint, Consumer<Path> writeVariables) {
    String name = CheckpointName.of(checkpoint.position().step());
    Path finished = folder.resolve(name);
    try (FolderDraft draft = FolderDraft.at(folder.resolve(UNFINISHED + name))) {
      writeVariables.accept(Checkpoint.prefix(draft.folder()));
      CheckpointFiles.writeDescription(draft.folder(), checkpoint);
      draft.replaces(finished);
      removeTooMany();
      return finished;
    } catch (IOException | TensorFlowException e) {
      throw new UncheckedIOException(
          "Cannot write checkpoint "
              + finished
              + "; older ones are whole. Make room or give write permission, then go on with"
              + " --resume",
          e instanceof IOException io
              ? io
              : new IOException(TensorFlowMessage.firstLine(e, e.toString()), e));
    }
  }

  /** And what writers that were killed left: there is one writer at a time, and it is done. */
  private void removeTooMany() throws IOException {
    try (DirectoryStream<Path> unfinished =
        Files.newDirectoryStream(folder, UNFINISHED + CheckpointName.PREFIX + "*")) {
      for (Path left : unfinished) {
        delete(left);
      }
    }
    ImmutableList<Path> all = list();
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      delete(FolderDraft.replaced(folder.resolve(CheckpointName.of(step(old))))); // left by a kill
      delete(old);
    }
  }

  static void delete(Path checkpoint) throws IOException {
    if (Files.exists(checkpoint)) {
      MoreFiles.deleteRecursively(checkpoint, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /**
   * Folders of the checkpoints, whole or damaged, the oldest first. A folder without any file of a
   * checkpoint is none, whatever its name.
   */
  public ImmutableList<Path> list() {
    return CheckpointName.foldersIn(folder).stream()
        .filter(CheckpointFiles::anyIn)
        .collect(toImmutableList());
  }

  /** Folder of the newest checkpoint, whole or damaged, if there is one. */
  public Optional<Path> latest() {
    ImmutableList<Path> all = list();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /**
   * As {@link #latest}, all of it read and proved whole.
   *
   * @throws UncheckedIOException as {@link #whole(Path)} does
   */
  public Optional<Path> latestWhole() {
    Optional<Path> newest = latest();
    try {
      return newest.map(CheckpointStore::whole);
    } catch (UncheckedIOException e) {
      if (latest().equals(newest)) {
        throw e;
      }
      return latestWhole(); // whoever trains has written a newer one, and removed this
    }
  }

  /**
   * A run that goes on from a checkpoint that need not be the newest.
   *
   * @throws IllegalArgumentException if there is none of this step
   */
  public WayBack wayBackTo(long step) {
    ImmutableList<Path> all = list();
    checkArgument(!all.isEmpty(), "%s has no checkpoint to go on from", folder);
    Path wanted =
        all.stream()
            .filter(each -> step(each) == step)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has no checkpoint of step %d; it has those of %s"
                            .formatted(
                                folder,
                                step,
                                all.stream()
                                    .map(each -> Long.toString(step(each)))
                                    .collect(Collectors.joining(", ")))));
    return new WayBack(wanted, all.subList(all.indexOf(wanted) + 1, all.size()));
  }

  /** Whether {@code folder} is that of one checkpoint, whole or damaged. */
  public static boolean isCheckpoint(Path folder) {
    return CheckpointFiles.anyIn(folder);
  }

  /** Steps that were done when the checkpoint in this folder was written, by the folder's name. */
  public static long step(Path checkpoint) {
    return CheckpointName.step(checkpoint)
        .orElseThrow(() -> new IllegalArgumentException(checkpoint + " names no step"));
  }

  /** What the checkpoint in {@code folder} holds. */
  public static Checkpoint describe(Path folder) {
    return CheckpointFiles.description(folder);
  }

  /**
   * The same folder, all of it read and proved whole.
   *
   * @throws UncheckedIOException if it is not, naming the file, and the newest checkpoint before it
   *     that is
   */
  public static Path whole(Path checkpoint) {
    Optional<Long> step = CheckpointName.step(checkpoint);
    CheckpointFiles.anyDamage(checkpoint, step).ifPresent(what -> refuse(checkpoint, step, what));
    return checkpoint;
  }

  /**
   * As {@link #whole(Path)}, without the variables of checkpoints of earlier versions: no session
   * of TensorFlow is opened, unless there is damage to tell of.
   */
  public static void checkSums(Path checkpoint) {
    Optional<Long> step = CheckpointName.step(checkpoint);
    CheckpointFiles.damage(checkpoint, step).ifPresent(what -> refuse(checkpoint, step, what));
  }

  private static void refuse(Path checkpoint, Optional<Long> step, String damage) {
    String what = "Checkpoint %s is damaged: %s".formatted(checkpoint, damage);
    throw new UncheckedIOException(
        step.flatMap(number -> wholeBefore(checkpoint, number))
            .map(
                before ->
                    "%s; the newest whole one before it is %s, and --resume --from-step %d goes on from there"
                        .formatted(what, before, step(before)))
            .orElse(what + "; there is no whole one before it"),
        new IOException(damage));
  }

  private static Optional<Path> wholeBefore(Path checkpoint, long step) {
    Path store = checkpoint.resolveSibling("");
    return Lists.reverse(new CheckpointStore(store, 1).list()).stream()
        .filter(
            each ->
                step(each) < step
                    && CheckpointFiles.anyDamage(each, Optional.of(step(each))).isEmpty())
        .findFirst();
  }
}
