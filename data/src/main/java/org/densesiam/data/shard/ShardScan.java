package org.densesiam.data.shard;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.picture.PictureHeader;
import org.densesiam.data.picture.PixelSize;
import org.densesiam.data.record.ExampleFeatures;
import org.densesiam.data.record.TfRecordReader;

/** Reads all shards of a set, one task a shard. */
final class ShardScan {
  // Progress is told under a lock: rarely enough to cost nothing.
  private static final int RECORDS_PER_REPORT = 128;

  private final FoundShards set;
  private final ScanProgress progress;
  private final long total;
  private long scanned;

  ShardScan(FoundShards set, ScanProgress progress) {
    this.set = set;
    this.progress = progress;
    this.total = set.records();
  }

  void run(int threads) {
    checkArgument(threads > 0, "threads must be positive: %s", threads);
    // Results in order of the files, so that the same damage gives the same message.
    try (OrderedTasks<Shard, Long> scans =
        new OrderedTasks<>(set.shards().iterator(), this::scan, threads)) {
      while (scans.hasNext()) {
        scans.next();
      }
    }
  }

  /** What is wrong with each shard; nothing stops the others from being read. */
  ImmutableMap<Path, Optional<String>> damages(int threads) {
    try (OrderedTasks<Shard, Optional<String>> scans =
        new OrderedTasks<>(set.shards().iterator(), this::damage, threads)) {
      ImmutableMap.Builder<Path, Optional<String>> damages = ImmutableMap.builder();
      for (Shard shard : set.shards()) {
        damages.put(shard.file(), scans.next());
      }
      return damages.buildOrThrow();
    }
  }

  private Optional<String> damage(Shard shard) {
    try {
      scan(shard);
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private long scan(Shard shard) {
    try (TfRecordReader reader = TfRecordReader.open(shard.file(), set.compression())) {
      long unreported = 0;
      for (Optional<ByteString> payload = reader.next();
          payload.isPresent();
          payload = reader.next()) {
        checkImage(reader, payload.get());
        if (++unreported == RECORDS_PER_REPORT) {
          report(unreported);
          unreported = 0;
        }
      }
      if (reader.recordIndex() != shard.records()) {
        throw reader.corrupt(
            "expected %d records, found %d".formatted(shard.records(), reader.recordIndex()));
      }
      report(unreported);
      return shard.records();
    }
  }

  private void checkImage(TfRecordReader reader, ByteString payload) {
    try {
      ExampleFeatures features = ExampleFeatures.parse(payload);
      if (!features.hasBytes(set.imageKey())) {
        throw reader.corrupt(
            "expected an encoded image in feature %s, found features %s"
                .formatted(set.imageKey(), features.names()));
      }
      if (set.manifestChecksum().isEmpty()) { // an import has measured its images
        checkPixels(reader, features.bytes(set.imageKey()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw reader.corrupt(String.valueOf(e.getMessage()));
    }
  }

  /** A small file may claim, and have, gigabytes of pixels; training would decode it each epoch. */
  private static void checkPixels(TfRecordReader reader, ByteString image) {
    Optional<PixelSize> size = PictureHeader.size(image.toByteArray());
    if (size.isPresent() && size.get().pixels() > ImportOptions.USUAL_MAX_PIXELS) {
      throw reader.corrupt(
          "expected an image of at most %d pixels, found %s; write the shard again without it, or with a smaller one"
              .formatted(ImportOptions.USUAL_MAX_PIXELS, size.get()));
    }
  }

  private synchronized void report(long records) {
    scanned += records;
    progress.scanned(scanned, total);
  }
}
