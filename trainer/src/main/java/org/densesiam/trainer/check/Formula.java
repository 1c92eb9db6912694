package org.densesiam.trainer.check;

/**
 * Numbers that look random and are the same to the last bit in Java and in NumPy ({@code
 * check_reference.py}): SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014) of a seed and an
 * index.
 */
final class Formula {
  private static final double HALF_OF_24_BITS = 1 << 23;

  private Formula() {}

  /** 64 bits of a seed and an index. */
  static long bits(long seed, int index) {
    long z = (seed << 32) + index + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The first {@code count} numbers of a seed, in (-bound, bound). */
  static float[] uniform(long seed, int count, double bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (((bits(seed, i) >>> 40) / HALF_OF_24_BITS - 1) * bound);
    }
    return values;
  }
}
