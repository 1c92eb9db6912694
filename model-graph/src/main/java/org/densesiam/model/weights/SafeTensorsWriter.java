package org.densesiam.model.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.densesiam.data.shard.AtomicFile;
import org.tensorflow.ndarray.Shape;

/** Writes {@code .safetensors} files: equal arrays in equal order, equal bytes. */
final class SafeTensorsWriter {
  private static final int ALIGNMENT =
      8; // bytes; the numbers begin at a multiple, as the format asks
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SafeTensorsWriter() {}

  static void write(Path target, NamedArrays arrays, ImmutableMap<String, String> metadata) {
    byte[] header = header(arrays.shapes(), metadata);
    try {
      Path folder = target.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (AtomicFile file = AtomicFile.create(target)) {
        OutputStream out = file.out();
        out.write(
            ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        for (String name : arrays.shapes().keySet()) {
          out.write(bytes(arrays.get(name)));
        }
        file.commit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }

  private static byte[] header(
      ImmutableMap<String, Shape> shapes, ImmutableMap<String, String> metadata) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      entries.put("__metadata__", metadata);
    }
    long begin = 0;
    for (Map.Entry<String, Shape> named : shapes.entrySet()) {
      Shape shape = named.getValue();
      long end = begin + Float.BYTES * shape.size();
      entries.put(
          named.getKey(),
          ImmutableMap.of(
              "dtype", "F32", "shape", shape.asArray(), "data_offsets", new long[] {begin, end}));
      begin = end;
    }
    try {
      byte[] json = JSON.writeValueAsBytes(entries);
      int padding = (ALIGNMENT - json.length % ALIGNMENT) % ALIGNMENT;
      byte[] spaces = Strings.repeat(" ", padding).getBytes(StandardCharsets.UTF_8);
      return Bytes.concat(json, spaces);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a header as JSON", e);
    }
  }

  private static byte[] bytes(FloatArray array) {
    ByteBuffer bytes =
        ByteBuffer.allocate(array.values().remaining() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(array.values());
    return bytes.array();
  }
}
