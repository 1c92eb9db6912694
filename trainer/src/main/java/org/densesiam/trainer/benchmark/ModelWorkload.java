package org.densesiam.trainer.benchmark;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.predict.Outputs;

/**
 * A few different requests for one signature of a model, and what it answers when nobody else asks.
 *
 * <p>Thread-safe, as the model is.
 */
final class ModelWorkload {
  private static final int REQUESTS = 4;
  private static final int BLOCK_PX = 8;

  private final ImageModel model;
  private final String signature;
  private final String[] outputs;
  private final boolean encoded;
  private final ImmutableList<ImmutableList<RgbImage>> pixels; // batch by batch
  private final ImmutableList<ImmutableList<byte[]>> files; // the same, encoded
  private final ImmutableList<Outputs> expected;

  /**
   * Makes the requests and answers each once.
   *
   * @throws IllegalArgumentException if the signature is not there or takes something else
   */
  ModelWorkload(ImageModel model, ModelBenchmark.Order order) {
    this.model = model;
    this.signature = order.signature();
    this.outputs = order.outputs().toArray(String[]::new);
    this.encoded = model.takesFiles(signature);
    this.pixels =
        IntStream.range(0, REQUESTS)
            .mapToObj(request -> batch(request * order.batchSize(), order))
            .collect(ImmutableList.toImmutableList());
    this.files =
        encoded
            ? pixels.stream()
                .map(batch -> batch.stream().map(ModelWorkload::encode))
                .map(batch -> batch.collect(ImmutableList.toImmutableList()))
                .collect(ImmutableList.toImmutableList())
            : ImmutableList.of();
    this.expected =
        IntStream.range(0, REQUESTS).mapToObj(this::run).collect(ImmutableList.toImmutableList());
    checkArgument(!expected.isEmpty(), "nothing to ask");
  }

  private static ImmutableList<RgbImage> batch(int firstSeed, ModelBenchmark.Order order) {
    return IntStream.range(0, order.batchSize())
        .mapToObj(i -> image(order.sidePx(), firstSeed + i))
        .collect(ImmutableList.toImmutableList());
  }

  /** Coloured blocks: a JPEG of noise would be larger than any photograph. */
  private static RgbImage image(int sidePx, long seed) {
    byte[] rgb = new byte[sidePx * sidePx * 3];
    for (int y = 0; y < sidePx; y++) {
      for (int x = 0; x < sidePx; x++) {
        Random block = new Random(seed * 1_000_003 + (y / BLOCK_PX) * 1009L + x / BLOCK_PX);
        for (int c = 0; c < 3; c++) {
          rgb[(y * sidePx + x) * 3 + c] = (byte) block.nextInt(256);
        }
      }
    }
    return RgbImage.of(sidePx, sidePx, rgb);
  }

  private static byte[] encode(RgbImage image) {
    BufferedImage picture =
        new BufferedImage(image.widthPx(), image.heightPx(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      int packed = (rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | (rgb[i + 2] & 255);
      picture.setRGB(i / 3 % image.widthPx(), i / 3 / image.widthPx(), packed);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode a JPEG", e);
    }
    return bytes.toByteArray();
  }

  /** Answers request {@code call}, counted on and on. */
  Outputs run(int call) {
    int request = call % REQUESTS;
    return encoded
        ? model.runEncoded(signature, files.get(request), outputs)
        : model.run(signature, pixels.get(request), outputs);
  }

  /**
   * Fails unless an answer is what the model answered before, alone.
   *
   * @throws IllegalStateException naming the output that differs
   */
  void check(int call, Outputs found) {
    Outputs wanted = expected.get(call % REQUESTS);
    for (String name : wanted.names()) {
      if (!AnswerCheck.same(found, wanted, name)) {
        throw new IllegalStateException(
            "call %d: output \"%s\" of %s is not what it was when nobody else asked"
                .formatted(call, name, model.folder()));
      }
    }
  }
}
