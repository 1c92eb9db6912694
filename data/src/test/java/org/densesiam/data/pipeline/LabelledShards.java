package org.densesiam.data.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.ImageFeatures;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.record.TfRecordWriter;

/** Small shards of images whose colour is their label: grey of {@link #GREY} times the class. */
final class LabelledShards {
  static final int CLASSES = 4;

  /** Class 0 is not black, which is what lies beside an image. */
  static final int GREY = 50;

  private static final int BLOCK_PX = 12;

  private LabelledShards() {}

  /** Writes {@code count} images named {@code 0.png} and so on, dealt out to two files. */
  static RecordSource write(Path folder, int count, int heightPx, int widthPx) throws IOException {
    ImmutableList.Builder<Path> files = ImmutableList.builder();
    for (int shard = 0; shard < 2; shard++) {
      Path file = folder.resolve("labelled-%d.tfrecord".formatted(shard));
      try (TfRecordWriter writer = TfRecordWriter.create(file)) {
        for (int i = shard; i < count; i += 2) {
          writer.write(record(i, heightPx, widthPx).toExample());
        }
      }
      files.add(file);
    }
    return new RecordSource(
        files.build(), TfRecordCompression.NONE, ImageFeatures.ENCODED, count);
  }

  private static ImageRecord record(int number, int heightPx, int widthPx) {
    BufferedImage labels = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        int label = (number + y / BLOCK_PX + 2 * (x / BLOCK_PX)) % CLASSES;
        int grey = grey(label);
        labels.getRaster().setSample(x, y, 0, label);
        image.setRGB(x, y, grey << 16 | grey << 8 | grey);
      }
    }
    return new ImageRecord(
        ByteString.copyFrom(TestShards.encoded(image)),
        ImageRecord.Format.PNG,
        heightPx,
        widthPx,
        number + ".png",
        Optional.empty(),
        Optional.of(ByteString.copyFrom(TestShards.encoded(labels))));
  }

  /** The colour of a class. */
  static int grey(int label) {
    return GREY * (label + 1);
  }
}
