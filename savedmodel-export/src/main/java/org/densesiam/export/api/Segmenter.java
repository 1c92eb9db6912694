package org.densesiam.export.api;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.SegmenterAsset;
import org.densesiam.export.image.RgbImage;

/**
 * An exported segmenter at work.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.load(Path.of("models/streets"))) {
 *   SegmentedImage street = segmenter.segment(Path.of("street.jpg"));
 *   String there = street.classNames().get(street.label(120, 80)); // row, column
 *   double road = street.shares().getOrDefault("road", 0.0); // of the image's area
 *   ImageIO.write(street.overlayWithLegend(), "png", new File("street.overlay.png"));
 * }
 * }</pre>
 *
 * <p>An image goes in at the size that the network knows best ({@link #shortSidePx}, the long side
 * in proportion); the answer is as large as the image.
 *
 * <p>Thread-safe: calls run side by side. Closing waits for those under way.
 */
public final class Segmenter implements AutoCloseable {
  private static final String LABELS = "labels";
  private static final String CONFIDENCE = "confidence";

  private final LoadedModel model;
  private final SegmenterAsset about;

  private Segmenter(LoadedModel model, SegmenterAsset about) {
    this.model = model;
    this.about = about;
  }

  /** Loads a model with {@link ModelOptions#DEFAULT}; see {@link #load(Path, ModelOptions)}. */
  public static Segmenter load(Path path) {
    return load(path, ModelOptions.DEFAULT);
  }

  /**
   * Loads a model that {@code densesiam export} wrote of a segmentation run.
   *
   * @param path folder of a model, whose newest version is taken, or of one version
   * @throws IllegalArgumentException if it holds no model that can be loaded, or no segmenter
   * @throws IllegalStateException if the options ask for a GPU and there is none
   */
  public static Segmenter load(Path path, ModelOptions options) {
    LoadedModel model = LoadedModel.load(path, options);
    try {
      Optional<String> about = model.model().extra(SegmenterAsset.FILE);
      checkArgument(
          about.isPresent(),
          "%s is no segmenter: assets.extra/%s is missing; \"densesiam export\" of a run of"
              + " \"densesiam segment\" writes one",
          model.model().folder(),
          SegmenterAsset.FILE);
      return new Segmenter(model, SegmenterAsset.parse(about.get(), model.model().folder()));
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /**
   * The category of each pixel of a picture of any size and type. Alpha is not looked at, and grey
   * is taken as it is stored: the answer is that for a PNG file of the picture.
   */
  public SegmentedImage segment(BufferedImage picture) {
    return segment(RgbImage.of(picture));
  }

  /**
   * The category of each pixel of a JPEG, PNG, GIF (its first frame) or BMP file.
   *
   * @throws IOException if it cannot be read or decoded, or has more than {@link
   *     ModelOptions#maxPixels}
   */
  public SegmentedImage segment(Path file) throws IOException {
    return segment(model.read(file));
  }

  /**
   * As {@link #segment(Path)}, of a file in memory.
   *
   * @throws IOException if it cannot be decoded, or is too large
   */
  public SegmentedImage segment(byte[] file) throws IOException {
    return segment(model.read(file));
  }

  /**
   * As {@link #segment(Path)}, of all that is left of a stream, which stays open.
   *
   * @throws IOException if it cannot be read or decoded, or is too large
   */
  public SegmentedImage segment(InputStream file) throws IOException {
    return segment(model.read(file));
  }

  /**
   * The answers for several pictures, in their order. Those that the network sees at one size go
   * through it together, at most 16 at a time.
   *
   * <p>An answer holds its picture, to draw on: for thousands, call with some at a time.
   *
   * @throws IllegalArgumentException if one is null
   */
  public List<SegmentedImage> segmentAll(List<BufferedImage> pictures) {
    return answers(LoadedModel.readPictures(pictures));
  }

  /**
   * As {@link #segmentAll}, of JPEG, PNG, GIF or BMP files.
   *
   * @throws IOException if one cannot be read or decoded, or is too large; it is named, and none is
   *     answered
   * @throws IllegalArgumentException if one is null
   */
  public List<SegmentedImage> segmentFiles(List<Path> files) throws IOException {
    return answers(model.readFiles(files));
  }

  /**
   * As {@link #segmentFiles}, of files in memory.
   *
   * @throws IOException if one cannot be decoded, or is too large; its place is named, and none is
   *     answered
   * @throws IllegalArgumentException if one is null
   */
  public List<SegmentedImage> segmentEncoded(List<byte[]> files) throws IOException {
    return answers(model.readEncoded(files));
  }

  SegmentedImage segment(RgbImage image) {
    return answers(ImmutableList.of(image)).get(0);
  }

  ImmutableList<SegmentedImage> answers(List<RgbImage> images) {
    return model.run(
        images,
        about.sidePx(),
        List.of(LABELS, CONFIDENCE),
        (image, batch, n) ->
            SegmentedImage.of(
                image, batch.ints(LABELS).get(n), batch.floats(CONFIDENCE).get(n), about));
  }

  /** How many categories there are, {@code K}. */
  public int clusters() {
    return about.clusters();
  }

  /**
   * Names of the K categories: the class, or {@code "cluster 7 (unmatched)"} for one that no class
   * was found for. Empty if the model was exported without names, before any evaluation.
   */
  public List<String> classNames() {
    return SegmentedImage.classNames(about);
  }

  /** What the categories mean, if an evaluation found it out before the export. */
  Optional<ClassMatching> matching() {
    return about.matching();
  }

  /** What the short side of an image is resized to before the network sees it, in pixels. */
  public int shortSidePx() {
    return about.sidePx();
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
