package org.densesiam.it.python;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.image.RgbImage;
import org.densesiam.model.weights.FloatArray;

/** Inputs of a segmenter's signatures and what the training graph makes of them, for Python. */
final class SegmenterCases {
  private final TrainedGraph graph;
  private final ClassMatching matching;
  private final CaseFiles files;

  SegmenterCases(TrainedGraph graph, ClassMatching matching, Path folder) {
    this.graph = graph;
    this.matching = matching;
    this.files = new CaseFiles(folder);
  }

  /** A case of {@code serving_default}. */
  void addPixels(int count, int heightPx, int widthPx) {
    List<RgbImage> images = Pixels.images(count, heightPx, widthPx);
    files.write(
        "pixels-%d-of-%dx%d".formatted(count, heightPx, widthPx),
        "serving_default",
        ImmutableMap.of("images", Pixels.raw(images)),
        answers(images),
        ImmutableMap.of());
  }

  /**
   * A case of {@code image_bytes}.
   *
   * @param sidePx that the model stretches encoded images to
   */
  void addEncoded(int sidePx, List<byte[]> encoded) throws IOException {
    CaseFiles.Encoded written = files.encoded(encoded, sidePx, sidePx);
    files.write(
        "encoded-" + encoded.size(),
        "image_bytes",
        ImmutableMap.of(),
        answers(written.pixels()),
        ImmutableMap.of("files", written.names()));
  }

  /** A case of {@code image_bytes_sized}. */
  void addSized(int heightPx, int widthPx, List<byte[]> encoded) throws IOException {
    CaseFiles.Encoded written = files.encoded(encoded, heightPx, widthPx);
    files.write(
        "sized-%d-of-%dx%d".formatted(encoded.size(), heightPx, widthPx),
        "image_bytes_sized",
        ImmutableMap.of(),
        answers(written.pixels()),
        ImmutableMap.of("files", written.names(), "size", heightPx + "," + widthPx));
  }

  private ImmutableMap<String, FloatArray> answers(List<RgbImage> images) {
    FloatArray logits = graph.run(images).get("logits");
    BilinearScores scores =
        new BilinearScores(logits, images.get(0).heightPx(), images.get(0).widthPx());
    FloatArray labels = scores.labels();
    return ImmutableMap.of(
        "logits",
        logits,
        "labels",
        labels,
        "confidence",
        scores.confidence(),
        "class_labels",
        classes(labels));
  }

  private FloatArray classes(FloatArray labels) {
    return FloatArray.filled(
        labels.shape(),
        out -> {
          for (float label : labels.toArray()) {
            out.put(matching.classOf((int) label));
          }
        });
  }
}
