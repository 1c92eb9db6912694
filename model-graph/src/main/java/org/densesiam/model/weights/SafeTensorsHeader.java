package org.densesiam.model.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Longs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.densesiam.data.JsonMessage;
import org.tensorflow.ndarray.Shape;

/**
 * What a safetensors file says of itself, proved against the file's length.
 *
 * @param dataStart first byte after the header
 * @param entries by name, in the order of their numbers
 * @param metadata texts by key
 */
record SafeTensorsHeader(
    long dataStart, ImmutableMap<String, Entry> entries, ImmutableMap<String, String> metadata) {
  private static final String METADATA = "__metadata__";
  private static final int LONGEST = 100_000_000; // bytes; as the Rust library has it
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * One array.
   *
   * @param dtype as the header names it
   * @param begin first byte, from {@link #dataStart}
   * @param end byte after the last
   */
  record Entry(String dtype, Shape shape, long begin, long end) {
    long length() {
      return end - begin;
    }
  }

  /**
   * Reads a file's header.
   *
   * @throws IllegalArgumentException if there is no such file, or if it is not what it says
   */
  static SafeTensorsHeader read(Path file) {
    checkArgument(Files.exists(file), "no file %s", file);
    checkArgument(Files.isRegularFile(file), "%s is not a file", file);
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      byte[] start = in.readNBytes(Long.BYTES);
      checkArgument(
          start.length == Long.BYTES, "%s is not a safetensors file: it has %s bytes", file, size);
      checkNotPickled(file, start);
      long length = Long.reverseBytes(Longs.fromByteArray(start));
      checkArgument(
          length >= 2 && length <= LONGEST,
          "%s is not a safetensors file: by its first 8 bytes its header has %s bytes",
          file,
          Long.toUnsignedString(length));
      checkArgument(
          length <= size - Long.BYTES,
          "%s is cut: its header should have %s bytes, but only %s follow; copy it"
              + " again from where it came from",
          file,
          length,
          size - Long.BYTES);
      String json = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
      return parse(file, json, Long.BYTES + length, size - Long.BYTES - length);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** What {@code torch.save} writes is a ZIP archive, and what older versions wrote, a pickle. */
  private static void checkNotPickled(Path file, byte[] start) {
    boolean zip = start[0] == 'P' && start[1] == 'K';
    boolean pickle = (start[0] & 0xff) == 0x80 && start[1] >= 2 && start[1] <= 5;
    checkArgument(
        !zip && !pickle,
        "%s is not a safetensors file but looks like one of torch.save; write it in Python with"
            + " safetensors.torch.save_file(model.state_dict(), \"weights.safetensors\")",
        file);
  }

  private static SafeTensorsHeader parse(Path file, String json, long dataStart, long dataBytes) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is not a safetensors file: its header is not JSON: %s"
              .formatted(file, JsonMessage.of(e)),
          e);
    }
    checkArgument(root.isObject(), "%s is not a safetensors file: its header is no object", file);
    List<Map.Entry<String, Entry>> entries = new ArrayList<>();
    ImmutableMap.Builder<String, String> metadata = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (property.getKey().equals(METADATA)) {
        property
            .getValue()
            .properties()
            .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        entries.add(
            Map.entry(
                property.getKey(),
                EntryReader.parse(file, property.getKey(), property.getValue())));
      }
    }
    entries.sort(Comparator.comparingLong(e -> e.getValue().begin()));
    checkTiled(file, entries, dataBytes);
    return new SafeTensorsHeader(dataStart, ImmutableMap.copyOf(entries), metadata.buildOrThrow());
  }

  /** Arrays follow each other without a gap to the file's end, so nothing can hide or be cut. */
  private static void checkTiled(
      Path file, List<Map.Entry<String, Entry>> entries, long dataBytes) {
    long expected = 0;
    String before = "the header";
    for (Map.Entry<String, Entry> named : entries) {
      Entry entry = named.getValue();
      checkArgument(
          entry.end() <= dataBytes,
          "%s is cut: variable \"%s\" should end at byte %s of the numbers, of which there are %s;"
              + " copy it again from where it came from",
          file,
          named.getKey(),
          entry.end(),
          dataBytes);
      checkArgument(
          entry.begin() >= expected,
          "%s is damaged: variable \"%s\" begins at byte %s of the numbers and overlaps %s, which"
              + " ends at %s",
          file,
          named.getKey(),
          entry.begin(),
          before,
          expected);
      checkArgument(
          entry.begin() == expected,
          "%s is damaged: %s bytes before variable \"%s\" belong to none",
          file,
          entry.begin() - expected,
          named.getKey());
      expected = entry.end();
      before = "\"" + named.getKey() + "\"";
    }
    checkArgument(
        expected == dataBytes,
        "%s is damaged: %s bytes at its end belong to no variable",
        file,
        dataBytes - expected);
  }

  /** One array's entry in a header, from JSON. */
  private static final class EntryReader {
    private EntryReader() {}

    static Entry parse(Path file, String name, JsonNode node) {
      JsonNode dtype = node.path("dtype");
      JsonNode shape = node.path("shape");
      JsonNode offsets = node.path("data_offsets");
      checkArgument(
          dtype.isTextual() && areCounts(shape) && areCounts(offsets) && offsets.size() == 2,
          "%s is not a safetensors file: its header says of \"%s\": %s; expected dtype, shape and"
              + " two data_offsets",
          file,
          name,
          node);
      Entry entry =
          new Entry(
              dtype.asText(),
              shape(file, name, shape),
              offsets.get(0).asLong(),
              offsets.get(1).asLong());
      checkArgument(
          entry.begin() <= entry.end(),
          "%s is damaged: variable \"%s\" ends at byte %s, before it begins at %s",
          file,
          name,
          entry.end(),
          entry.begin());
      DType.of(entry.dtype()).ifPresent(type -> checkLength(file, name, entry, type));
      return entry;
    }

    private static boolean areCounts(JsonNode array) {
      if (!array.isArray()) {
        return false;
      }
      for (JsonNode each : array) {
        if (!each.canConvertToExactIntegral() || !each.canConvertToLong() || each.asLong() < 0) {
          return false;
        }
      }
      return true;
    }

    private static Shape shape(Path file, String name, JsonNode array) {
      long[] sizes = new long[array.size()];
      long places = 1;
      try {
        for (int axis = 0; axis < sizes.length; axis++) {
          sizes[axis] = array.get(axis).asLong();
          places = Math.multiplyExact(places, sizes[axis]);
        }
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "%s is damaged: variable \"%s\" has shape %s".formatted(file, name, array), e);
      }
      return Shape.of(sizes);
    }

    private static void checkLength(Path file, String name, Entry entry, DType type) {
      long places = entry.shape().size();
      checkArgument(
          places <= Long.MAX_VALUE / Double.BYTES && entry.length() == places * type.bytes(),
          "%s is damaged: variable \"%s\" of type %s and shape %s cannot have %s bytes",
          file,
          name,
          entry.dtype(),
          entry.shape(),
          entry.length());
    }
  }
}
