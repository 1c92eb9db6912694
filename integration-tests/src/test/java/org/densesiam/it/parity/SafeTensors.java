package org.densesiam.it.parity;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Just enough of the safetensors format to read fixtures: a little-endian length, a JSON header of
 * names, types, shapes and offsets, then the numbers.
 */
public final class SafeTensors {
  private final JsonNode header;
  private final ByteBuffer numbers;

  private SafeTensors(JsonNode header, ByteBuffer numbers) {
    this.header = header;
    this.numbers = numbers;
  }

  /** A file below the folder of fixtures; tests that need one assume it is there. */
  public static Path fixture(String name) {
    return Path.of("..", "..", "shared", "golden").resolve(name);
  }

  public static SafeTensors read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[(int) bytes.getLong()];
    bytes.get(json);
    JsonNode header = new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
    return new SafeTensors(header, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  public com.google.common.collect.ImmutableSet<String> names() {
    return com.google.common.collect.ImmutableSet.copyOf((Iterable<String>) header::fieldNames);
  }

  public long[] shape(String name) {
    JsonNode shape = entry(name, "shape");
    long[] sizes = new long[shape.size()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = shape.get(axis).asLong();
    }
    return sizes;
  }

  /** Numbers of a float32 tensor, last axis fastest. */
  public float[] floats(String name) {
    ByteBuffer data = data(name, "F32");
    float[] values = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(values);
    return values;
  }

  /** Truth values of a uint8 tensor. */
  public boolean[] flags(String name) {
    ByteBuffer data = data(name, "U8");
    boolean[] values = new boolean[data.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i) != 0;
    }
    return values;
  }

  private ByteBuffer data(String name, String type) {
    String found = entry(name, "dtype").asText();
    checkArgument(found.equals(type), "%s is of type %s, not %s", name, found, type);
    JsonNode offsets = entry(name, "data_offsets");
    int start = offsets.get(0).asInt();
    return numbers.slice(start, offsets.get(1).asInt() - start).order(ByteOrder.LITTLE_ENDIAN);
  }

  private JsonNode entry(String name, String key) {
    JsonNode entry = header.get(name);
    checkArgument(entry != null, "no tensor %s", name);
    return entry.get(key);
  }
}
