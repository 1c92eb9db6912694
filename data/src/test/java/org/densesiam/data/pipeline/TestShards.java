package org.densesiam.data.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.densesiam.data.record.ImageFeatures;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.record.TfRecordWriter;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

/** Small shards of images whose colours say where in which image a pixel lies. */
final class TestShards {
  static final byte[] BROKEN = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};

  private TestShards() {}

  /**
   * PNG of {@code size x size} pixels: red grows with the row, green with the column, from 0 to 255
   * at the edges; blue is {@code id}.
   */
  static byte[] coordinates(int size, int id) {
    return coordinates(size, size, id);
  }

  /** The same of {@code height x width} pixels. */
  static byte[] coordinates(int height, int width, int id) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int red = Math.round((row + 0.5f) / height * 255);
        int green = Math.round((column + 0.5f) / width * 255);
        image.setRGB(column, row, red << 16 | green << 8 | id);
      }
    }
    return encoded(image);
  }

  static byte[] encoded(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Deals {@code images} out to {@code shards} files. */
  static RecordSource write(Path folder, int shards, List<byte[]> images) throws IOException {
    ImmutableList.Builder<Path> files = ImmutableList.builder();
    for (int shard = 0; shard < shards; shard++) {
      Path file = folder.resolve("shard-%02d.tfrecord".formatted(shard));
      try (TfRecordWriter writer = TfRecordWriter.create(file)) {
        for (int i = shard; i < images.size(); i += shards) {
          writer.write(example(images.get(i)));
        }
      }
      files.add(file);
    }
    return new RecordSource(
        files.build(), TfRecordCompression.NONE, ImageFeatures.ENCODED, images.size());
  }

  private static Example example(byte[] image) {
    BytesList bytes = BytesList.newBuilder().addValue(ByteString.copyFrom(image)).build();
    return Example.newBuilder()
        .setFeatures(
            Features.newBuilder()
                .putFeature(
                    ImageFeatures.ENCODED, Feature.newBuilder().setBytesList(bytes).build()))
        .build();
  }
}
