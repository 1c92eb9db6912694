package org.densesiam.model.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.tensorflow.ndarray.Shape;

/** One array's entry in a header, from JSON. */
final class SafeTensorsEntry {
  private SafeTensorsEntry() {}

  static SafeTensorsHeader.Entry parse(Path file, String name, JsonNode node) {
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
    SafeTensorsHeader.Entry entry =
        new SafeTensorsHeader.Entry(
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

  private static void checkLength(
      Path file, String name, SafeTensorsHeader.Entry entry, DType type) {
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
