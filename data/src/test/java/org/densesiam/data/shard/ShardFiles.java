package org.densesiam.data.shard;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.densesiam.data.record.TfRecordWriter;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

/** Small shards as others write them. */
final class ShardFiles {
  private ShardFiles() {}

  static Example example(String key, String image) {
    return example(key, ByteString.copyFromUtf8(image));
  }

  static Example example(String key, ByteString image) {
    Feature feature =
        Feature.newBuilder().setBytesList(BytesList.newBuilder().addValue(image)).build();
    return Example.newBuilder().setFeatures(Features.newBuilder().putFeature(key, feature)).build();
  }

  /** {@code records} records of one feature {@code key} each. */
  static Path write(Path file, String key, int records) throws IOException {
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (int i = 0; i < records; i++) {
        writer.write(example(key, "image " + i));
      }
    }
    return file;
  }

  static Path gzip(Path plain, Path packed) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(Files.readAllBytes(plain));
    }
    return packed;
  }
}
