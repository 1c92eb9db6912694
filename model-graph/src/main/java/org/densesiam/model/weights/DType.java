package org.densesiam.model.weights;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Types of numbers that become floats. */
enum DType {
  F32(4) {
    @Override
    float next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  /** Rounded to the nearest float. */
  F64(8) {
    @Override
    float next(ByteBuffer bytes) {
      return (float) bytes.getDouble();
    }
  },
  /** The upper half of a float. */
  BF16(2) {
    @Override
    float next(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << 16);
    }
  },
  /** IEEE 754 binary16. */
  F16(2) {
    @Override
    float next(ByteBuffer bytes) {
      return half(bytes.getShort());
    }
  };

  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_EXPONENT_BIAS = 15;
  private static final int HALF_EXPONENT_SPECIAL = 31;

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The type that a header names so, if it becomes floats. */
  static Optional<DType> of(String name) {
    for (DType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  int bytes() {
    return bytes;
  }

  /** Takes one number off {@code bytes}, which are little-endian. */
  abstract float next(ByteBuffer bytes);

  /** Java 17 has no conversion of its own; every half is a float without rounding. */
  private static float half(short bits) {
    float sign = bits < 0 ? -1f : 1f;
    int exponent = (bits >> HALF_FRACTION_BITS) & HALF_EXPONENT_SPECIAL;
    int fraction = bits & ((1 << HALF_FRACTION_BITS) - 1);
    if (exponent == HALF_EXPONENT_SPECIAL) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    if (exponent == 0) { // subnormal: no leading one
      return sign * Math.scalb((float) fraction, 1 - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
    }
    int withLeadingOne = fraction | (1 << HALF_FRACTION_BITS);
    return sign
        * Math.scalb((float) withLeadingOne, exponent - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
  }
}
