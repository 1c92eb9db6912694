package org.densesiam.model.backbone;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.densesiam.model.testing.FloatTensor;
import org.tensorflow.ndarray.Shape;

/**
 * Numbers that this side and {@code resnet_reference.py} can both compute, so that neither has to
 * store them: uniform in {@code offset +- scale}, by splitmix64 (Steele et al., OOPSLA 2014) of the
 * CRC-32 of a name and the index in torch's order.
 */
final class FormulaNumbers {
  private FormulaNumbers() {}

  /** A vector. */
  static FloatTensor vector(String name, long size, double scale, double offset) {
    long stream = stream(name);
    float[] values = new float[(int) size];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(stream, i, scale, offset);
    }
    return FloatTensor.vector(values);
  }

  /** A kernel: torch's {@code [O, I, H, W]} turned to {@code shape}, {@code [H, W, I, O]}. */
  static FloatTensor kernel(String name, Shape shape, double scale) {
    return turned(name, shape, new int[] {3, 2, 0, 1}, scale);
  }

  /** Images or features: torch's {@code [B, C, H, W]} turned to {@code shape}, NHWC. */
  static FloatTensor map(String name, Shape shape, double scale) {
    return turned(name, shape, new int[] {0, 3, 1, 2}, scale);
  }

  /** {@code torchAxes}: our axis of each of torch's. */
  private static FloatTensor turned(String name, Shape shape, int[] torchAxes, double scale) {
    long stream = stream(name);
    float[] values = new float[(int) shape.size()];
    int[] index = new int[4];
    for (int position = 0; position < values.length; position++) {
      int rest = position;
      for (int axis = 3; axis >= 0; axis--) {
        index[axis] = rest % (int) shape.get(axis);
        rest /= (int) shape.get(axis);
      }
      long torchIndex = 0;
      for (int axis : torchAxes) {
        torchIndex = torchIndex * shape.get(axis) + index[axis];
      }
      values[position] = value(stream, torchIndex, scale, 0);
    }
    return FloatTensor.of(shape, values);
  }

  private static long stream(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() << 32;
  }

  private static float value(long stream, long index, double scale, double offset) {
    long z = stream + index + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    double unit = (z >>> 40) / (double) (1 << 23) - 1;
    return (float) (offset + scale * unit);
  }
}
