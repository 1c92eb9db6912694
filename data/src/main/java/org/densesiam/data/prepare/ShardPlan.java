package org.densesiam.data.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.Manifest.SourceDigest;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.SourceImage;

/**
 * Which image goes into which shard, settled before the first is read. So a shard depends on no
 * other, and an import that was stopped goes on with the shards that are missing.
 *
 * @param options what was asked for
 * @param source the digest of the images planned for
 * @param shards images in the order in which they are written
 */
record ShardPlan(
    ImportOptions options, SourceDigest source, ImmutableList<ImmutableList<SourceImage>> shards) {

  static ShardPlan of(ImageSource source, ImportOptions options) {
    List<SourceImage> order = new ArrayList<>(source.images());
    // java.util.Random and shuffle are specified to the bit: the same order on every JDK.
    options.shuffleSeed().ifPresent(seed -> Collections.shuffle(order, new Random(seed)));
    return new ShardPlan(options, digest(source), cut(order, options.shardSize()));
  }

  /** Name of shard {@code index}, as {@code images-00003-of-00012.tfrecord}. */
  String fileName(int index) {
    return "images-%05d-of-%05d.tfrecord".formatted(index, shards.size());
  }

  private static ImmutableList<ImmutableList<SourceImage>> cut(
      List<SourceImage> order, ImportOptions.ShardSize size) {
    ImmutableList.Builder<ImmutableList<SourceImage>> shards = ImmutableList.builder();
    List<SourceImage> shard = new ArrayList<>();
    long filled = 0;
    for (SourceImage image : order) {
      shard.add(image);
      filled +=
          switch (size.unit()) {
            case IMAGES -> 1;
            case BYTES -> image.totalBytes();
          };
      if (filled >= size.value()) {
        shards.add(ImmutableList.copyOf(shard));
        shard.clear();
        filled = 0;
      }
    }
    if (!shard.isEmpty()) {
      shards.add(ImmutableList.copyOf(shard));
    }
    return shards.build();
  }

  private static SourceDigest digest(ImageSource source) {
    Hasher hasher = Hashing.sha256().newHasher();
    source.labelValues().ifPresent(values -> hasher.putString(values.listing(), UTF_8));
    long bytes = 0;
    for (SourceImage image : source.images()) {
      putFile(hasher, image.name(), image.bytes());
      image.labelFile().ifPresent(labels -> putFile(hasher, labels.name(), labels.bytes()));
      bytes += image.totalBytes();
    }
    return new SourceDigest(
        source.layout(), source.images().size(), bytes, hasher.hash().toString());
  }

  private static void putFile(Hasher hasher, String name, long bytes) {
    hasher.putString(name, UTF_8).putByte((byte) '\t');
    hasher.putString(Long.toString(bytes), UTF_8).putByte((byte) '\n');
  }
}
