package org.densesiam.export.predict;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.SegmenterAsset;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.InputSize;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.savedmodel.ServingSignature;

/**
 * An exported segmenter at work.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.load(Path.of("models/streets"))) {
 *   SegmentedImage street = segmenter.segment(Path.of("street.jpg"));
 *   int cluster = street.label(120, 80); // row, column
 *   Optional<String> name = segmenter.matching().flatMap(classes -> classes.name(cluster));
 * }
 * }</pre>
 *
 * <p>An image goes in at the size that the network knows best ({@link #shortSidePx}, the long side
 * in proportion); the answer is as large as the image.
 *
 * <p>Thread-safe: calls run side by side. Closing waits for those under way.
 */
public final class Segmenter implements AutoCloseable {
  private final ImageModel model;
  private final SegmenterAsset about;
  private final ImageCodec codec = new ImageCodec();

  private Segmenter(ImageModel model, SegmenterAsset about) {
    this.model = model;
    this.about = about;
  }

  /**
   * Loads a model that {@code densesiam export} wrote of a segmentation run.
   *
   * @param path folder of a model, whose newest version is taken, or of one version
   * @throws IllegalArgumentException if it holds no model that can be loaded, or no segmenter
   */
  public static Segmenter load(Path path) {
    ImageModel model = ImageModel.load(path);
    try {
      Optional<String> about = model.extra(SegmenterAsset.FILE);
      checkArgument(
          about.isPresent(),
          "%s is no segmenter: assets.extra/%s is missing; \"densesiam export\" of a run of"
              + " \"densesiam segment\" writes one",
          model.folder(),
          SegmenterAsset.FILE);
      return new Segmenter(model, SegmenterAsset.parse(about.get(), model.folder()));
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /** The category of each pixel of an image of any size. */
  public SegmentedImage segment(RgbImage image) {
    InputSize size = InputSize.of(image, about.sidePx());
    RgbImage input = codec.resize(image, size.heightPx(), size.widthPx());
    Outputs outputs = model.run(ServingSignature.DEFAULT, List.of(input), "labels", "confidence");
    return SegmentedImage.of(
        image, outputs.ints("labels").get(0), outputs.floats("confidence").get(0));
  }

  /**
   * The category of each pixel of a JPEG, PNG, GIF (its first frame) or BMP file.
   *
   * @throws IOException if it cannot be read or decoded
   */
  public SegmentedImage segment(Path file) throws IOException {
    return segment(codec.decode(Files.readAllBytes(file)));
  }

  /** How many categories there are, {@code K}. */
  public int clusters() {
    return about.clusters();
  }

  /** What the categories mean, if an evaluation found it out before the export. */
  public Optional<ClassMatching> matching() {
    return about.matching();
  }

  /** What the short side of an image is resized to before the network sees it, in pixels. */
  public int shortSidePx() {
    return about.sidePx();
  }

  /** Folder of the version that was loaded. */
  public Path folder() {
    return model.folder();
  }

  @Override
  public void close() {
    model.close();
    codec.close();
  }
}
