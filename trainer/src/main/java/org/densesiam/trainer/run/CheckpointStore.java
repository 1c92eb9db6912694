package org.densesiam.trainer.run;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.densesiam.data.TensorFlowMessage;
import org.densesiam.data.shard.FolderDraft;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * The checkpoints of a run, {@code step-00000400/}, the newest few of them.
 *
 * <p>A checkpoint is written into a folder of another name, flushed to the disk and renamed: under
 * its final name it is whole, whatever happens in between.
 */
public final class CheckpointStore {
  private static final String PREFIX = "step-";
  private static final String UNFINISHED = "unfinished-";
  private static final String DESCRIPTION = "checkpoint.json";
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new GuavaModule()).build();

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
    String name = PREFIX + "%08d".formatted(checkpoint.position().step());
    Path finished = folder.resolve(name);
    try (FolderDraft draft = FolderDraft.at(folder.resolve(UNFINISHED + name))) {
      writeVariables.accept(Checkpoint.prefix(draft.folder()));
      JSON.writerWithDefaultPrettyPrinter()
          .writeValue(draft.folder().resolve(DESCRIPTION).toFile(), checkpoint);
      draft.replaces(finished); // the same step again, after a resume from an older one
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

  private void removeTooMany() throws IOException {
    ImmutableList<Path> all = list();
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      delete(old);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Folders of the complete checkpoints, the oldest first. */
  public ImmutableList<Path> list() {
    if (!Files.isDirectory(folder)) {
      return ImmutableList.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(PREFIX))
          .sorted(Comparator.comparing(Path::getFileName))
          .collect(toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the checkpoints in " + folder, e);
    }
  }

  /** Folder of the newest complete checkpoint, if there is one. */
  public Optional<Path> latest() {
    ImmutableList<Path> all = list();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Whether {@code folder} is that of one complete checkpoint. */
  public static boolean isCheckpoint(Path folder) {
    return Files.isRegularFile(folder.resolve(DESCRIPTION));
  }

  /** What the checkpoint in {@code folder} holds. */
  public static Checkpoint describe(Path folder) {
    Path file = folder.resolve(DESCRIPTION);
    try {
      return JSON.readValue(file.toFile(), Checkpoint.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ", which describes a checkpoint", e);
    }
  }
}
