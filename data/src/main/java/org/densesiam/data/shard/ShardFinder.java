package org.densesiam.data.shard;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.densesiam.data.record.ExampleFeatures;
import org.densesiam.data.record.ImageFeatures;
import org.densesiam.data.record.RecordCounter;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.record.TfRecordReader;

/** Finds the shards of a data set: by its manifest, or by itself where nobody described them. */
final class ShardFinder {
  private ShardFinder() {}

  static FoundShards find(String location) {
    Path path = Path.of(location);
    if (Files.isDirectory(path)) {
      return openImported(path);
    }
    return openForeign(
        Files.exists(path) ? ImmutableList.of(path) : ShardGlob.files(location), location);
  }

  private static FoundShards openImported(Path directory) {
    Path manifestFile = directory.resolve(Manifest.FILE_NAME);
    if (!Files.exists(manifestFile)) {
      throw new IllegalArgumentException(ShardGlob.describeFolderWithoutManifest(directory));
    }
    Manifest manifest = Manifest.read(manifestFile);
    checkArgument(
        manifest.records() > 0,
        "%s lists no records: every image was rejected, see rejected.tsv beside it; import a folder with good images",
        manifestFile);
    ImmutableList<Shard> shards =
        manifest.shards().stream().map(entry -> shard(directory, entry)).collect(toImmutableList());
    checkSum(
        manifestFile, "records", manifest.records(), shards.stream().mapToLong(Shard::records));
    checkSum(manifestFile, "bytes", manifest.bytes(), shards.stream().mapToLong(Shard::bytes));
    return new FoundShards(
        shards,
        TfRecordCompression.NONE,
        ImageFeatures.ENCODED,
        Optional.of(sha256(manifestFile)),
        manifest.classes(),
        manifest.pixelClasses());
  }

  private static void checkSum(Path manifest, String what, long said, LongStream ofShards) {
    long sum = ofShards.sum();
    checkArgument(
        sum == said,
        "%s is damaged: it says %s %s in all, but those of its shards come to %s; copy the folder again, or import again",
        manifest,
        said,
        what,
        sum);
  }

  private static Shard shard(Path directory, Manifest.ShardEntry entry) {
    Path file = directory.resolve(entry.file());
    checkArgument(
        Files.isRegularFile(file),
        "%s is missing, though %s lists it; copy the folder again, or import again",
        file,
        Manifest.FILE_NAME);
    long bytes = size(file);
    checkArgument(
        bytes == entry.bytes(),
        "%s is damaged: expected %s bytes as %s says, found %s%s; copy the folder again, or import again",
        file,
        entry.bytes(),
        Manifest.FILE_NAME,
        bytes,
        bytes < entry.bytes() ? " (truncated)" : "");
    return new Shard(file, bytes, entry.records());
  }

  private static FoundShards openForeign(ImmutableList<Path> files, String location) {
    TfRecordCompression compression = compressionOfAll(files);
    ImmutableList<Shard> shards =
        files.stream()
            .map(file -> new Shard(file, size(file), RecordCounter.count(file, compression)))
            .collect(toImmutableList());
    String empty =
        shards.stream()
            .filter(shard -> shard.records() == 0)
            .map(shard -> shard.file().toString())
            .collect(Collectors.joining(", "));
    checkArgument(
        empty.isEmpty(),
        "Found shards of zero records in %s: %s; write them again or leave them out",
        location,
        empty);
    return new FoundShards(
        shards,
        compression,
        imageKey(files.get(0), compression),
        Optional.empty(),
        ImmutableList.of(),
        Optional.empty());
  }

  private static TfRecordCompression compressionOfAll(ImmutableList<Path> files) {
    Set<TfRecordCompression> found =
        files.stream().map(TfRecordCompression::of).collect(Collectors.toSet());
    checkArgument(
        found.size() == 1,
        "Expected shards that are all plain or all GZIP, found both from %s to %s; give a glob of one kind",
        files.get(0),
        files.get(files.size() - 1));
    return found.iterator().next();
  }

  private static String imageKey(Path file, TfRecordCompression compression) {
    try (TfRecordReader reader = TfRecordReader.open(file, compression)) {
      ByteString payload = reader.next().orElseThrow();
      ExampleFeatures features = ExampleFeatures.parse(payload);
      for (String key : ImmutableList.of(ImageFeatures.ENCODED, ImageFeatures.TFDS_IMAGE)) {
        if (features.hasBytes(key)) {
          return key;
        }
      }
      throw new IllegalArgumentException(
          "%s, record 0: expected an encoded image in feature %s or %s, found features %s; give records of images"
              .formatted(file, ImageFeatures.ENCODED, ImageFeatures.TFDS_IMAGE, features.names()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "%s, record 0: %s; give TFRecords of tf.train.Example".formatted(file, e.getMessage()),
          e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static String sha256(Path file) {
    try {
      return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e), e);
    }
  }
}
