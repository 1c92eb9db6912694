package org.densesiam.trainer.benchmark;

import org.densesiam.export.predict.Outputs;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Whether two answers to one question are the same. */
final class AnswerCheck {
  /** Share of the largest value: kernels may add in another order when threads are busy. */
  private static final double TOLERANCE = 1e-5;

  private AnswerCheck() {}

  static boolean same(Outputs found, Outputs expected, String name) {
    if (expected.isInts(name)) {
      return found.ints(name).equals(expected.ints(name));
    }
    FloatNdArray a = found.floats(name);
    FloatNdArray b = expected.floats(name);
    return a.shape().equals(b.shape()) && same(values(a), values(b));
  }

  private static float[] values(FloatNdArray array) {
    float[] values = new float[(int) array.size()];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static boolean same(float[] found, float[] expected) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= TOLERANCE * largest)) { // a NaN is wrong
        return false;
      }
    }
    return true;
  }
}
