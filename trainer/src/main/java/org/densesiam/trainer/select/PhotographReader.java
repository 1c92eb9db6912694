package org.densesiam.trainer.select;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import org.densesiam.data.record.ExampleFeatures;
import org.densesiam.data.record.ImageFeatures;
import org.densesiam.data.record.TfRecordReader;
import org.densesiam.data.shard.Shard;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.picture.Views;

/**
 * Reads single photographs of a set with their names. Only shards that hold one of them are opened.
 *
 * @param thumbnailPx the longer side of a thumbnail
 */
record PhotographReader(ShardSet shards, int thumbnailPx) {

  /**
   * Fails unless the set's first record has a name, so that nobody waits for features in vain.
   *
   * @throws IllegalArgumentException if it has none
   */
  void checkNamed() {
    Shard first = shards.shards().get(0);
    try (TfRecordReader reader = TfRecordReader.open(first.file(), shards.compression())) {
      name(first, reader, features(reader, reader.next()));
    }
  }

  /**
   * The photographs at some positions.
   *
   * @param positions in stored order, all different
   * @return in the order of {@code positions}
   */
  ImmutableList<Photograph> read(ImmutableList<Long> positions) {
    ImmutableSet<Long> wanted = ImmutableSet.copyOf(positions);
    ImmutableMap.Builder<Long, Photograph> found = ImmutableMap.builder();
    try (ImageCodec codec = new ImageCodec()) {
      long start = 0;
      for (Shard shard : shards.shards()) {
        long from = start;
        long to = start + shard.records();
        if (wanted.stream().anyMatch(position -> position >= from && position < to)) {
          read(shard, from, wanted, codec, found);
        }
        start = to;
      }
    }
    ImmutableMap<Long, Photograph> byPosition = found.buildOrThrow();
    return positions.stream().map(byPosition::get).collect(ImmutableList.toImmutableList());
  }

  private void read(
      Shard shard,
      long from,
      ImmutableSet<Long> wanted,
      ImageCodec codec,
      ImmutableMap.Builder<Long, Photograph> found) {
    try (TfRecordReader reader = TfRecordReader.open(shard.file(), shards.compression())) {
      for (long position = from; position < from + shard.records(); position++) {
        Optional<ByteString> payload = reader.next();
        if (wanted.contains(position)) {
          ExampleFeatures features = features(reader, payload);
          found.put(
              position,
              new Photograph(name(shard, reader, features), thumbnail(reader, features, codec)));
        }
      }
    }
  }

  private static ExampleFeatures features(TfRecordReader reader, Optional<ByteString> payload) {
    try {
      return ExampleFeatures.parse(
          payload.orElseThrow(() -> reader.corrupt("expected a record, found the file's end")));
    } catch (InvalidProtocolBufferException e) {
      throw reader.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static String name(Shard shard, TfRecordReader reader, ExampleFeatures features) {
    try {
      if (features.hasBytes(ImageFeatures.FILENAME)) {
        return features.text(ImageFeatures.FILENAME);
      }
    } catch (InvalidProtocolBufferException e) {
      throw reader.corrupt(String.valueOf(e.getMessage()));
    }
    throw new IllegalArgumentException(
        "Record %d of %s has no %s, and a list needs names, found %s; import the photographs by densesiam import images"
            .formatted(
                reader.recordIndex(), shard.file(), ImageFeatures.FILENAME, features.names()));
  }

  private BufferedImage thumbnail(
      TfRecordReader reader, ExampleFeatures features, ImageCodec codec) {
    try {
      RgbImage whole = codec.decode(features.bytes(shards.imageKey()).toByteArray());
      double scale = (double) thumbnailPx / Math.max(whole.heightPx(), whole.widthPx());
      RgbImage small =
          codec.resize(
              whole,
              (int) Math.max(1, Math.round(scale * whole.heightPx())),
              (int) Math.max(1, Math.round(scale * whole.widthPx())));
      return Views.ofBytes(small.rgb(), small.heightPx(), small.widthPx());
    } catch (IOException e) { // though it was decoded a moment ago
      throw reader.corrupt(String.valueOf(e.getMessage()));
    }
  }
}
