package org.densesiam.data.scene;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.LongStream;
import org.densesiam.data.shard.FolderDraft;

/**
 * Writes scenes as ordinary image files, for the importer and for evaluation:
 *
 * <pre>
 * DIR/classes.txt                  one name a line; the line number, from 0, is the label
 * DIR/scenes.txt                   seed and counts
 * DIR/train/images/000000.jpg      RGB
 * DIR/train/labels/000000.png      8-bit single-channel, a pixel's value is its label
 * DIR/val/images/..., DIR/val/labels/...
 * </pre>
 *
 * <p>Held-out scenes follow the training scenes in the generator's numbering, so none is in both.
 *
 * @param seed of the {@link SceneGenerator}
 * @param trainCount number of training scenes, at least 1
 * @param valCount number of held-out scenes, 0 or more
 */
public record SceneFolder(long seed, int trainCount, int valCount) {
  /**
   * Raised whenever the same seed gives other pixels, so that old folders are not taken for new.
   */
  private static final int GENERATOR_VERSION = 1;

  /**
   * A folder of scenes, not yet written.
   *
   * @throws IllegalArgumentException on a count out of range
   */
  public SceneFolder {
    checkArgument(trainCount >= 1, "trainCount must be at least 1: %s", trainCount);
    checkArgument(valCount >= 0, "valCount must be 0 or more: %s", valCount);
  }

  /** The images to train on: {@code directory/train/images}. */
  public static Path trainImages(Path directory) {
    return directory.resolve("train").resolve("images");
  }

  /** The label maps of {@link #trainImages}, with the same file names ending in {@code .png}. */
  public static Path trainLabels(Path directory) {
    return directory.resolve("train").resolve("labels");
  }

  /** The held-out images: {@code directory/val/images}. */
  public static Path valImages(Path directory) {
    return directory.resolve("val").resolve("images");
  }

  /** The label maps of {@link #valImages}, with the same file names ending in {@code .png}. */
  public static Path valLabels(Path directory) {
    return directory.resolve("val").resolve("labels");
  }

  /** The names of the classes in label maps, a line each: {@code directory/classes.txt}. */
  public static Path classes(Path directory) {
    return directory.resolve("classes.txt");
  }

  /**
   * Writes the folder, using all processors; it appears under its name only when complete. A folder
   * that these same values wrote earlier is left as it is.
   *
   * @throws IllegalArgumentException when something else is at {@code directory}
   * @throws UncheckedIOException when it cannot be written
   */
  public void write(Path directory) {
    if (Files.exists(directory)) {
      checkArgument(
          description().equals(descriptionIn(directory)),
          "%s exists and does not hold the scenes asked for (%s); remove it or name another folder",
          directory,
          description().strip());
      return;
    }
    Path target = directory.toAbsolutePath();
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try (FolderDraft draft = FolderDraft.at(unfinished)) {
      writeFiles(draft.folder());
      draft.becomes(target);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write scenes to " + directory + ": " + e, e);
    }
  }

  private void writeFiles(Path directory) throws IOException {
    for (Path folder :
        new Path[] {
          trainImages(directory), trainLabels(directory), valImages(directory), valLabels(directory)
        }) {
      Files.createDirectories(folder);
    }
    SceneGenerator generator = new SceneGenerator(seed);
    LongStream.range(0, trainCount)
        .parallel()
        .forEach(
            i -> writeScene(generator.scene(i), i, trainImages(directory), trainLabels(directory)));
    LongStream.range(0, valCount)
        .parallel()
        .forEach(
            i ->
                writeScene(
                    generator.scene(trainCount + i),
                    i,
                    valImages(directory),
                    valLabels(directory)));
    Files.writeString(classes(directory), String.join("\n", SceneClass.displayNames()) + "\n");
    Files.writeString(directory.resolve("scenes.txt"), description());
  }

  private static void writeScene(Scene scene, long number, Path images, Path labels) {
    String name = String.format(Locale.ROOT, "%06d", number);
    try {
      Files.write(images.resolve(name + ".jpg"), scene.imageJpeg());
      Files.write(labels.resolve(name + ".png"), scene.labelsPng());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write scene " + name + " to " + images + ": " + e, e);
    }
  }

  private String description() {
    return String.format(
        Locale.ROOT,
        "generator %d, seed %d, train %d, val %d\n",
        GENERATOR_VERSION,
        seed,
        trainCount,
        valCount);
  }

  private static String descriptionIn(Path directory) {
    Path file = directory.resolve("scenes.txt");
    try {
      return Files.isRegularFile(file) ? Files.readString(file, UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
