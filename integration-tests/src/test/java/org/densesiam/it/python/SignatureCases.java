package org.densesiam.it.python;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.export.image.RgbImage;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.tensorflow.ndarray.Shape;

/** Inputs of a backbone's signatures and what the training graph makes of them, for Python. */
final class SignatureCases {
  private final TrainedGraph graph;
  private final CaseFiles files;

  SignatureCases(TrainedGraph graph, Path folder) {
    this.graph = graph;
    this.files = new CaseFiles(folder);
  }

  /** Cases of all signatures for images of one size. */
  void addPixels(int count, int heightPx, int widthPx) {
    ImmutableList<RgbImage> images = Pixels.images(count, heightPx, widthPx);
    ArrayMap arrays = graph.run(images);
    FloatArray pooled = pooled(arrays.get("res5"));
    String size = "%d-of-%dx%d".formatted(count, heightPx, widthPx);
    ImmutableMap<String, FloatArray> input = ImmutableMap.of("images", Pixels.raw(images));
    files.write(
        "pixels-" + size, "serving_default", input, maps(arrays, pooled), ImmutableMap.of());
    files.write(
        "embed-" + size,
        "embed",
        input,
        ImmutableMap.of("embedding", direction(pooled)),
        ImmutableMap.of());
    files.write(
        "masks-" + size,
        "masks",
        input,
        ImmutableMap.of(
            "probabilities",
            arrays.get("probabilities"),
            "labels",
            new BilinearScores(arrays.get("probabilities"), heightPx, widthPx).labels()),
        ImmutableMap.of());
  }

  /**
   * A case of {@code image_bytes}.
   *
   * @param sidePx that the model stretches encoded images to
   */
  void addEncoded(int sidePx, List<byte[]> encoded) throws IOException {
    CaseFiles.Encoded written = files.encoded(encoded, sidePx, sidePx);
    ArrayMap arrays = graph.run(written.pixels());
    files.write(
        "encoded-" + encoded.size(),
        "image_bytes",
        ImmutableMap.of(),
        maps(arrays, pooled(arrays.get("res5"))),
        ImmutableMap.of("files", written.names()));
  }

  private static ImmutableMap<String, FloatArray> maps(ArrayMap arrays, FloatArray pooled) {
    return ImmutableMap.of(
        "res2", arrays.get("res2"),
        "res3", arrays.get("res3"),
        "res4", arrays.get("res4"),
        "res5", arrays.get("res5"),
        "pooled", pooled);
  }

  /** {@code [N, h, w, C] -> [N, C]}, the mean over places. */
  private static FloatArray pooled(FloatArray map) {
    int places = (int) (map.shape().get(1) * map.shape().get(2));
    int channels = (int) map.shape().get(3);
    float[] values = map.toArray();
    return FloatArray.filled(
        Shape.of(map.shape().get(0), channels),
        out -> {
          for (int n = 0; n < map.shape().get(0); n++) {
            for (int c = 0; c < channels; c++) {
              double sum = 0;
              for (int p = 0; p < places; p++) {
                sum += values[(n * places + p) * channels + c];
              }
              out.put((float) (sum / places));
            }
          }
        });
  }

  /** {@code [N, C]}, each of length 1. */
  private static FloatArray direction(FloatArray vectors) {
    int channels = (int) vectors.shape().get(1);
    float[] values = vectors.toArray();
    return FloatArray.filled(
        vectors.shape(),
        out -> {
          for (int i = 0; i < values.length; i += channels) {
            double norm = 0;
            for (int c = 0; c < channels; c++) {
              norm += (double) values[i + c] * values[i + c];
            }
            for (int c = 0; c < channels; c++) {
              out.put((float) (values[i + c] / Math.sqrt(norm)));
            }
          }
        });
  }
}
