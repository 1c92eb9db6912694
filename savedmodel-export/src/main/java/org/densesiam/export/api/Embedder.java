package org.densesiam.export.api;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.export.BackboneAsset;
import org.densesiam.export.image.RgbImage;

/**
 * An exported backbone at work: pictures and their parts as vectors, of which similar ones point in
 * similar directions.
 *
 * <pre>{@code
 * try (Embedder embedder = Embedder.load(Path.of("models/first"))) {
 *   EmbeddedImage one = embedder.embed(Path.of("one.jpg"));
 *   EmbeddedImage other = embedder.embed(Path.of("other.jpg"));
 *   double alike = one.similarity(other); // -1 to 1
 *   float[] corner = one.feature(0, 0); // of the grid's first cell
 * }
 * }</pre>
 *
 * <p>An image goes in at the size that the network knows best ({@link #shortSidePx}, the long side
 * in proportion).
 *
 * <p>Thread-safe: calls run side by side. Closing waits for those under way.
 */
public final class Embedder implements AutoCloseable {
  private static final String POOLED = "pooled";

  private final LoadedModel model;
  private final BackboneAsset about;

  private Embedder(LoadedModel model, BackboneAsset about) {
    this.model = model;
    this.about = about;
  }

  /** Loads a model with {@link ModelOptions#DEFAULT}; see {@link #load(Path, ModelOptions)}. */
  public static Embedder load(Path path) {
    return load(path, ModelOptions.DEFAULT);
  }

  /**
   * Loads a model that {@code densesiam export} wrote of a pre-training run.
   *
   * @param path folder of a model, whose newest version is taken, or of one version
   * @throws IllegalArgumentException if it holds no model that can be loaded, or no backbone
   * @throws IllegalStateException if the options ask for a GPU and there is none
   */
  public static Embedder load(Path path, ModelOptions options) {
    LoadedModel model = LoadedModel.load(path, options);
    try {
      Optional<String> about = model.model().extra(BackboneAsset.FILE);
      checkArgument(
          about.isPresent(),
          "%s is no backbone, or an old one: assets.extra/%s is missing; \"densesiam export\" of a"
              + " run of \"densesiam pretrain\" writes one",
          model.model().folder(),
          BackboneAsset.FILE);
      return new Embedder(model, BackboneAsset.parse(about.get(), model.model().folder()));
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /** The vectors of a picture of any size and type. Alpha is not looked at. */
  public EmbeddedImage embed(BufferedImage picture) {
    return embed(RgbImage.of(picture));
  }

  /**
   * The vectors of a JPEG, PNG, GIF (its first frame) or BMP file.
   *
   * @throws IOException if it cannot be read or decoded, or has more than {@link
   *     ModelOptions#maxPixels}
   */
  public EmbeddedImage embed(Path file) throws IOException {
    return embed(model.read(file));
  }

  /**
   * As {@link #embed(Path)}, of a file in memory.
   *
   * @throws IOException if it cannot be decoded, or is too large
   */
  public EmbeddedImage embed(byte[] file) throws IOException {
    return embed(model.read(file));
  }

  /**
   * As {@link #embed(Path)}, of all that is left of a stream, which stays open.
   *
   * @throws IOException if it cannot be read or decoded, or is too large
   */
  public EmbeddedImage embed(InputStream file) throws IOException {
    return embed(model.read(file));
  }

  /**
   * The vectors of several pictures, in their order. Those that the network sees at one size go
   * through it together, at most 16 at a time.
   *
   * @throws IllegalArgumentException if one is null
   */
  public List<EmbeddedImage> embedAll(List<BufferedImage> pictures) {
    return answers(LoadedModel.readPictures(pictures));
  }

  /**
   * As {@link #embedAll}, of JPEG, PNG, GIF or BMP files.
   *
   * @throws IOException if one cannot be read or decoded, or is too large; it is named, and none is
   *     answered
   * @throws IllegalArgumentException if one is null
   */
  public List<EmbeddedImage> embedFiles(List<Path> files) throws IOException {
    return answers(model.readFiles(files));
  }

  /**
   * As {@link #embedFiles}, of files in memory.
   *
   * @throws IOException if one cannot be decoded, or is too large; its place is named, and none is
   *     answered
   * @throws IllegalArgumentException if one is null
   */
  public List<EmbeddedImage> embedEncoded(List<byte[]> files) throws IOException {
    return answers(model.readEncoded(files));
  }

  EmbeddedImage embed(RgbImage image) {
    return answers(ImmutableList.of(image)).get(0);
  }

  ImmutableList<EmbeddedImage> answers(List<RgbImage> images) {
    String dense = about.denseOutput();
    return model.run(
        images,
        about.sidePx(),
        List.of(POOLED, dense),
        (image, batch, n) ->
            EmbeddedImage.of(batch.floats(POOLED).get(n), batch.floats(dense).get(n)));
  }

  /** What the short side of an image is resized to before the network sees it, in pixels. */
  public int shortSidePx() {
    return about.sidePx();
  }

  /**
   * The backbone's stage that {@link EmbeddedImage#feature} is of, 2 to 5: a cell is 4 to 32 px.
   */
  public int denseStage() {
    return about.denseStage();
  }

  /** Folder of the version that was loaded. */
  public Path folder() {
    return model.model().folder();
  }

  @Override
  public void close() {
    model.close();
  }
}
