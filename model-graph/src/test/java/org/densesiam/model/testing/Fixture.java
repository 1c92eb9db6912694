package org.densesiam.model.testing;

import java.nio.file.Path;
import org.densesiam.model.weights.SafeTensors;

/** A {@code .safetensors} file of what the released code computes. */
public record Fixture(SafeTensors arrays) {

  /** A file below the folder of fixtures; tests that need one assume it is there. */
  public static Path path(String name) {
    return Path.of("..", "..", "shared", "golden").resolve(name);
  }

  public static Fixture open(Path file) {
    return new Fixture(SafeTensors.open(file));
  }

  /** Numbers of a float32 tensor, last axis fastest. */
  public float[] floats(String name) {
    return arrays.get(name).toArray();
  }

  /** Truth values of a uint8 tensor. */
  public boolean[] flags(String name) {
    byte[] bytes = arrays.bytes(name);
    boolean[] values = new boolean[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] != 0;
    }
    return values;
  }
}
