package org.densesiam.trainer.select;

import com.google.protobuf.ByteString;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.record.TfRecordWriter;
import org.densesiam.export.picture.Png;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Features;

/** Shards without a manifest, of pictures of one colour. */
final class PlainShards {
  private static final int WIDTH_PX = 40;
  private static final int HEIGHT_PX = 60;

  private PlainShards() {}

  /** A picture. */
  static ImageRecord plain(String name, Color colour) {
    return record(name, ByteString.copyFrom(Png.encode(image(colour))));
  }

  /** A record whose picture cannot be decoded. */
  static ImageRecord broken(String name) {
    return record(name, ByteString.copyFromUtf8("no picture"));
  }

  private static ImageRecord record(String name, ByteString encoded) {
    return new ImageRecord(
        encoded,
        ImageRecord.Format.PNG,
        HEIGHT_PX,
        WIDTH_PX,
        name,
        Optional.empty(),
        Optional.empty());
  }

  /** 40 px wide, 60 px high. */
  static BufferedImage image(Color colour) {
    BufferedImage image = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < WIDTH_PX * HEIGHT_PX; pixel++) {
      image.setRGB(pixel % WIDTH_PX, pixel / WIDTH_PX, colour.getRGB());
    }
    return image;
  }

  /** Writes a shard. */
  static void write(Path file, List<ImageRecord> records) throws IOException {
    Files.createDirectories(file.getParent());
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (ImageRecord record : records) {
        writer.write(record.toExample());
      }
    }
  }

  /** Writes a shard of one record, that has nothing but {@code record}'s image. */
  static void writeNameless(Path file, ImageRecord record) throws IOException {
    Features all = record.toExample().getFeatures();
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      writer.write(
          Example.newBuilder()
              .setFeatures(all.toBuilder().removeFeature("image/filename"))
              .build());
    }
  }
}
