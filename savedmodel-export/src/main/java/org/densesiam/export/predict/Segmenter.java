package org.densesiam.export.predict;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.util.List;
import org.densesiam.export.image.RgbImage;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;

/**
 * A segmentation network, loaded.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.load(Path.of("models/streets"));
 *     ImageCodec codec = new ImageCodec()) {
 *   RgbImage image = codec.decode(Files.readAllBytes(Path.of("street.jpg")));
 *   IntNdArray labels = segmenter.segment(image).labels(); // [H, W]
 * }
 * }</pre>
 *
 * <p>Thread-safe: calls run side by side in one session. Closing waits for those under way.
 */
public final class Segmenter implements AutoCloseable {
  private static final String SIGNATURE = "serving_default";
  private static final String LABELS = "labels";
  private static final String CONFIDENCE = "confidence";

  private final ImageModel model;

  private Segmenter(ImageModel model) {
    this.model = model;
  }

  /**
   * What every pixel of an image shows.
   *
   * @param labels {@code [H, W]}, the likeliest cluster of each pixel
   * @param confidence {@code [H, W]}, that cluster's probability, in (0, 1]
   */
  public record Segmentation(IntNdArray labels, FloatNdArray confidence) {}

  /**
   * Loads a model.
   *
   * @param path folder of a model, whose newest version is taken, or of one version
   * @throws IllegalArgumentException if it holds no segmenter that can be loaded
   */
  public static Segmenter load(Path path) {
    ImageModel model = ImageModel.load(path);
    try {
      checkArgument(
          model.isSegmenter(),
          "%s does not label pixels; export a run of densesiam segment",
          model.folder());
      return new Segmenter(model);
    } catch (IllegalArgumentException e) {
      model.close();
      throw e;
    }
  }

  /** Labels every pixel of an image. */
  public Segmentation segment(RgbImage image) {
    Outputs outputs = model.run(SIGNATURE, List.of(image), LABELS, CONFIDENCE);
    return new Segmentation(outputs.ints(LABELS).get(0), outputs.floats(CONFIDENCE).get(0));
  }

  @Override
  public void close() {
    model.close();
  }
}
