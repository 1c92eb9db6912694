package org.densesiam.data.prepare;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.record.TfRecordReader;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.tensorflow.proto.Example;

/** Folders of images, imports of them, and what came out. */
public final class ImportFixture {
  public static final ImportOptions FOUR_A_SHARD =
      ImportOptions.DEFAULT.withShardSize(ImportOptions.ShardSize.ofImages(4));

  private ImportFixture() {}

  /** {@code count} JPEGs with names {@code photo-00.jpg} and so on. */
  public static Path photos(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      Files.write(folder.resolve("photo-%02d.jpg".formatted(i)), TestImages.jpeg(40, 48, i));
    }
    return folder;
  }

  public static ShardImport.Summary run(Path from, Path to, ImportOptions options) {
    return run(from, to, options, ShardImport.Progress.SILENT);
  }

  public static ShardImport.Summary run(
      Path from, Path to, ImportOptions options, ShardImport.Progress progress) {
    return new ShardImport(FolderSource.open(from, ImageSource.Layout.AUTO), to, options, 2)
        .run(progress);
  }

  /** All records of a finished import, in order. */
  static ImmutableList<ImageRecord> records(Path shards) throws IOException {
    ImmutableList.Builder<ImageRecord> records = ImmutableList.builder();
    for (Path file : ShardSet.open(shards.toString()).files()) {
      try (TfRecordReader reader = TfRecordReader.open(file)) {
        for (Optional<ByteString> next = reader.next(); next.isPresent(); next = reader.next()) {
          records.add(ImageRecord.fromExample(Example.parseFrom(next.get())));
        }
      }
    }
    return records.build();
  }

  static ImageRecord onlyRecord(Path shards) throws IOException {
    ImmutableList<ImageRecord> records = records(shards);
    if (records.size() != 1) {
      throw new AssertionError("expected one record, found " + records.size());
    }
    return records.get(0);
  }

  /** Names and digests of everything in a folder. */
  static ImmutableSortedMap<String, String> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              ImmutableSortedMap.toImmutableSortedMap(
                  Comparator.naturalOrder(),
                  file -> folder.relativize(file).toString(),
                  ImportFixture::digest));
    }
  }

  private static String digest(Path file) {
    try {
      return Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
