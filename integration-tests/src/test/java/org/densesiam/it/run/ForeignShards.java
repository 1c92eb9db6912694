package org.densesiam.it.run;

import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.densesiam.data.record.TfRecordWriter;
import org.densesiam.data.scene.SceneGenerator;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

/** Shards as others write them: an Example with an image, and no manifest. */
public final class ForeignShards {
  /** The key of ImageNet's usual TFRecords. */
  public static final String ENCODED = "image/encoded";

  /** The key of TFDS. */
  public static final String TFDS = "image";

  private ForeignShards() {}

  /** JPEGs of the first scenes. */
  public static List<byte[]> scenes(int count) {
    SceneGenerator generator = new SceneGenerator(1);
    return LongStream.range(0, count).mapToObj(i -> generator.scene(i).imageJpeg()).toList();
  }

  /** A plain shard without records. */
  public static Path write(Path file, String key) throws IOException {
    return write(file, key, List.of());
  }

  /** A plain shard. */
  public static Path write(Path file, String key, List<byte[]> images) throws IOException {
    return write(file, Files.newOutputStream(file), key, images);
  }

  /** A GZIP shard. */
  public static Path writeGzip(Path file, String key, List<byte[]> images) throws IOException {
    return write(file, new GZIPOutputStream(Files.newOutputStream(file)), key, images);
  }

  private static Path write(Path file, OutputStream out, String key, List<byte[]> images)
      throws IOException {
    try (TfRecordWriter writer = new TfRecordWriter(new BufferedOutputStream(out))) {
      for (byte[] image : images) {
        writer.write(example(key, image));
      }
    }
    return file;
  }

  /** A record of one feature. */
  public static Example example(String key, byte[] image) {
    BytesList bytes = BytesList.newBuilder().addValue(ByteString.copyFrom(image)).build();
    Feature feature = Feature.newBuilder().setBytesList(bytes).build();
    return Example.newBuilder().setFeatures(Features.newBuilder().putFeature(key, feature)).build();
  }
}
