package org.densesiam.it.python;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.RgbImage;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.SafeTensors;

/** Cases in a folder as {@code signatures.py} reads them. */
record CaseFiles(Path folder) {

  /**
   * Encoded images in files.
   *
   * @param names of the files, with commas
   * @param pixels what a model that stretches them sees
   */
  record Encoded(String names, ImmutableList<RgbImage> pixels) {}

  /** Writes images into files of their own, and says what they are at a size. */
  Encoded encoded(List<byte[]> encoded, int heightPx, int widthPx) throws IOException {
    ImmutableList.Builder<RgbImage> pixels = ImmutableList.builder();
    List<String> names = new ArrayList<>();
    try (ImageCodec codec = new ImageCodec()) {
      for (byte[] file : encoded) {
        String name = "%d-of-%d".formatted(names.size(), encoded.size());
        Files.write(folder.resolve(name), file);
        names.add(name);
        pixels.add(codec.resize(codec.decode(file), heightPx, widthPx));
      }
    }
    return new Encoded(String.join(",", names), pixels.build());
  }

  /**
   * Writes one case.
   *
   * @param more what the script must know besides the signature
   */
  void write(
      String name,
      String signature,
      Map<String, FloatArray> input,
      Map<String, FloatArray> outputs,
      Map<String, String> more) {
    SafeTensors.write(
        folder.resolve(name + ".safetensors"),
        new ArrayMap(
            "case",
            ImmutableMap.<String, FloatArray>builder()
                .putAll(input)
                .putAll(outputs)
                .buildOrThrow()),
        ImmutableMap.<String, String>builder()
            .put("signature", signature)
            .putAll(more)
            .buildOrThrow());
  }
}
