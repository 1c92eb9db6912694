package org.densesiam.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Compares arrays of numbers. */
public final class ArrayAssert {
  private final FloatNdArray actual;

  private ArrayAssert(FloatNdArray actual) {
    this.actual = actual;
  }

  public static ArrayAssert assertThatArray(FloatNdArray actual) {
    return new ArrayAssert(actual);
  }

  /** Same shape, and no number further off than {@code tolerance} times the largest expected. */
  public void isCloseTo(FloatNdArray expected, double tolerance, String reason) {
    assertThat(actual.shape()).as(reason).isEqualTo(expected.shape());
    float[] found = values(actual);
    float[] wanted = values(expected);
    float largest = 0;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).as("%s: numbers worth comparing", reason).isPositive();
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i])
          .as("%s: number %s of %s", reason, i, wanted.length)
          .isCloseTo(wanted[i], Offset.offset(tolerance * largest));
    }
  }

  /** The numbers, row by row. */
  public static float[] values(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
