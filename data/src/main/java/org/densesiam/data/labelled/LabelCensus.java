package org.densesiam.data.labelled;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableSortedSet.toImmutableSortedSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import org.densesiam.data.PrintableText;
import org.densesiam.data.prepare.LabelRaster;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.record.TfRecordReader;
import org.densesiam.data.shard.OrderedTasks;
import org.densesiam.data.shard.Shard;
import org.densesiam.data.shard.ShardSet;
import org.tensorflow.proto.Example;

/**
 * What the labels of a set say, image by image.
 *
 * @param classes of the set, by number
 * @param images in stored order
 */
public record LabelCensus(ImmutableList<PixelClass> classes, ImmutableList<LabelledImage> images) {

  /**
   * Reads every label map, on all processors.
   *
   * @throws IllegalArgumentException if the set has no labels, or a record has none
   * @throws org.densesiam.data.record.CorruptRecordException if a shard is damaged
   */
  public static LabelCensus of(ShardSet shards) {
    ImmutableList<PixelClass> classes =
        shards
            .pixelClasses()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has no labels; make labelled shards with densesiam import masks"
                            .formatted(shards.files().get(0).getParent())));
    TfRecordCompression compression = shards.compression();
    ImmutableList.Builder<LabelledImage> images = ImmutableList.builder();
    try (OrderedTasks<Shard, ImmutableList<LabelledImage>> read =
        new OrderedTasks<>(
            shards.shards().iterator(),
            shard -> read(shard, compression, classes.size()),
            Runtime.getRuntime().availableProcessors())) {
      while (read.hasNext()) {
        images.addAll(read.next());
      }
    }
    return new LabelCensus(classes, images.build());
  }

  private static ImmutableList<LabelledImage> read(
      Shard shard, TfRecordCompression compression, int classes) {
    ImmutableList.Builder<LabelledImage> images = ImmutableList.builder();
    try (TfRecordReader reader = TfRecordReader.open(shard.file(), compression)) {
      for (Optional<ByteString> next = reader.next(); next.isPresent(); next = reader.next()) {
        images.add(image(reader, next.get(), classes));
      }
    }
    return images.build();
  }

  private static LabelledImage image(TfRecordReader reader, ByteString payload, int classes) {
    try {
      ImageRecord image = ImageRecord.fromExample(Example.parseFrom(payload));
      checkArgument(
          image.labelMap().isPresent(),
          "%s has no label map; import it again",
          PrintableText.ofName(image.filename()));
      return new LabelledImage(
          image.filename(),
          present(LabelRaster.read(image.labelMap().get().toByteArray()), classes));
    } catch (InvalidProtocolBufferException e) {
      throw reader.corrupt("expected an image record: " + e.getMessage());
    } catch (IOException e) {
      throw reader.corrupt("its label map: " + e.getMessage());
    }
  }

  private static ImmutableSortedSet<Integer> present(LabelRaster labels, int classes) {
    BitSet present = new BitSet();
    for (int i = 0; i < labels.size(); i++) {
      present.set(labels.value(i));
    }
    return present.stream()
        .filter(value -> value < classes)
        .boxed()
        .collect(toImmutableSortedSet(Comparator.naturalOrder()));
  }
}
