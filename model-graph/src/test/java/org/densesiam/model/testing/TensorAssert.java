package org.densesiam.model.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.tensorflow.ndarray.Shape;

/**
 * What a tensor should be, said as AssertJ says it: {@code assertThat(x).as("why").hasShape(2)}.
 */
public final class TensorAssert extends AbstractAssert<TensorAssert, FloatTensor> {

  private TensorAssert(FloatTensor actual) {
    super(actual, TensorAssert.class);
  }

  public static TensorAssert assertThat(FloatTensor actual) {
    return new TensorAssert(actual);
  }

  @CanIgnoreReturnValue
  public TensorAssert hasShape(long... dimensions) {
    return hasShape(Shape.of(dimensions));
  }

  @CanIgnoreReturnValue
  public TensorAssert hasShape(Shape expected) {
    if (!actual.shape().equals(expected)) {
      failWithMessage("expected shape %s but was %s", expected, actual.shape());
    }
    return this;
  }

  /** The values in row-major order, within {@code tolerance} as {@link #isCloseTo} counts it. */
  @CanIgnoreReturnValue
  public TensorAssert hasValues(double tolerance, double... expected) {
    if (actual.size() != expected.length) {
      failWithMessage("expected %s values but was %s", expected.length, actual);
    }
    for (int i = 0; i < expected.length; i++) {
      checkClose(i, expected[i], tolerance);
    }
    return this;
  }

  /**
   * The same shape, and at each position {@code |actual - expected| <= tolerance * max(1,
   * |expected|)}: absolute for small values, relative for large ones.
   */
  @CanIgnoreReturnValue
  public TensorAssert isCloseTo(FloatTensor expected, double tolerance) {
    hasShape(expected.shape());
    for (int i = 0; i < expected.size(); i++) {
      checkClose(i, expected.at(i), tolerance);
    }
    return this;
  }

  /** Shape and distance as a whole: {@code ||actual - expected|| <= tolerance * ||expected||}. */
  @CanIgnoreReturnValue
  public TensorAssert isCloseInNormTo(FloatTensor expected, double tolerance) {
    hasShape(expected.shape());
    double squares = 0;
    for (int i = 0; i < expected.size(); i++) {
      squares += Math.pow((double) actual.at(i) - expected.at(i), 2);
    }
    double relative = Math.sqrt(squares) / expected.norm();
    if (!(relative <= tolerance)) {
      failWithMessage(
          "expected within %s of %s by norm but was %s, off by %s",
          tolerance, expected, actual, relative);
    }
    return this;
  }

  /** A scalar within an absolute tolerance. */
  @CanIgnoreReturnValue
  public TensorAssert isScalar(double expected, double tolerance) {
    hasShape(Shape.scalar());
    if (!(Math.abs(actual.scalar() - expected) <= tolerance)) {
      failWithMessage("expected %s within %s but was %s", expected, tolerance, actual.scalar());
    }
    return this;
  }

  /** The same shape and the same bits. */
  @CanIgnoreReturnValue
  public TensorAssert isIdenticalTo(FloatTensor expected) {
    hasShape(expected.shape());
    for (int i = 0; i < expected.size(); i++) {
      if (Float.floatToRawIntBits(actual.at(i)) != Float.floatToRawIntBits(expected.at(i))) {
        failWithMessage("expected %s at position %s but was %s", expected.at(i), i, actual.at(i));
      }
    }
    return this;
  }

  /** Zero everywhere, exactly. */
  @CanIgnoreReturnValue
  public TensorAssert isExactlyZero() {
    for (int i = 0; i < actual.size(); i++) {
      if (actual.at(i) != 0) {
        failWithMessage("expected 0 everywhere but was %s at position %s", actual.at(i), i);
      }
    }
    return this;
  }

  /** Finite everywhere, and of a norm above {@code least}. */
  @CanIgnoreReturnValue
  public TensorAssert hasNormAbove(double least) {
    isFinite();
    if (!(actual.norm() > least)) {
      failWithMessage("expected a norm above %s but was %s of %s", least, actual.norm(), actual);
    }
    return this;
  }

  @CanIgnoreReturnValue
  public TensorAssert isFinite() {
    for (int i = 0; i < actual.size(); i++) {
      if (!Float.isFinite(actual.at(i))) {
        failWithMessage("expected finite values but was %s at position %s", actual.at(i), i);
      }
    }
    return this;
  }

  private void checkClose(int position, double expected, double tolerance) {
    double value = actual.at(position);
    if (!(Math.abs(value - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
      failWithMessage(
          "expected %s within %s at position %s but was %s; all: %s",
          expected, tolerance, position, value, actual);
    }
  }
}
