package org.densesiam.data.scene;

/**
 * Value noise: random heights at the points of an integer lattice, blended smoothly in between.
 *
 * <p>The heights are a hash of (seed, lattice point), so nothing is stored and any point can be
 * asked for. The hash is the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
final class Noise {
  private final long seed;

  Noise(long seed) {
    this.seed = seed;
  }

  /** The height at (x, y), in [0, 1); one bump is about one unit wide. */
  double at(double x, double y) {
    long column = (long) Math.floor(x);
    long row = (long) Math.floor(y);
    double right = smooth(x - column);
    double down = smooth(y - row);
    double top = mix(lattice(column, row), lattice(column + 1, row), right);
    double bottom = mix(lattice(column, row + 1), lattice(column + 1, row + 1), right);
    return mix(top, bottom, down);
  }

  /** Three octaves of {@link #at}: bumps of 1, 1/2 and 1/4 unit, in [0, 1). */
  double fractal(double x, double y) {
    return (4 * at(x, y) + 2 * at(2 * x + 17.3, 2 * y + 5.1) + at(4 * x + 7.7, 4 * y + 29.9)) / 7;
  }

  /** The height of one lattice point, in [0, 1): white noise when asked at neighbouring points. */
  double lattice(long column, long row) {
    return (scramble(seed + column * 0x9E3779B97F4A7C15L + row * 0xC2B2AE3D27D4EB4FL) >>> 11)
        * 0x1.0p-53;
  }

  /** SplitMix64's finaliser: neighbouring inputs give unrelated outputs. */
  static long scramble(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static double mix(double from, double to, double share) {
    return from + (to - from) * share;
  }

  /** 0 at 0, 1 at 1, level at both; the argument is clamped to [0, 1]. */
  static double smooth(double share) {
    double t = Math.max(0, Math.min(1, share));
    return t * t * (3 - 2 * t);
  }
}
