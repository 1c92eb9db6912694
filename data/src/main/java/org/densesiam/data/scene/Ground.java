package org.densesiam.data.scene;

import java.util.SplittableRandom;

/** One ground with its own hue, scale and noise: a colour for every pixel. */
final class Ground {
  private final SceneClass sceneClass;
  private final Noise noise;
  private final Rgb light;
  private final Rgb dark;
  private final double scalePx;
  private final double slant;

  private Ground(SceneClass sceneClass, SplittableRandom random, Rgb light, Rgb dark) {
    this.sceneClass = sceneClass;
    this.noise = new Noise(random.nextLong());
    this.light = light;
    this.dark = dark;
    this.scalePx = random.nextDouble(0.8, 1.3);
    this.slant = random.nextDouble(-0.35, 0.35);
  }

  /** A ground of the given class; the ranges of hue of different classes overlap on purpose. */
  static Ground draw(SceneClass sceneClass, SplittableRandom random) {
    double hue = hue(sceneClass, random);
    double value = random.nextDouble(0.62, 0.92);
    Rgb light =
        sceneClass == SceneClass.SKY
            ? Rgb.hsv(hue + random.nextDouble(-0.06, 0.06), 0.12, 0.98)
            : Rgb.hsv(hue + 0.03, random.nextDouble(0.25, 0.5), Math.min(1, value * 1.12));
    Rgb dark = Rgb.hsv(hue, random.nextDouble(0.45, 0.8), value * 0.72);
    return new Ground(sceneClass, random, light, dark);
  }

  private static double hue(SceneClass sceneClass, SplittableRandom random) {
    return switch (sceneClass) {
      case SKY -> random.nextDouble(0.48, 1.1); // cyan, blue, violet, rose, orange
      case BRICK -> random.nextInt(3) == 0 ? random.nextDouble() : random.nextDouble(-0.04, 0.14);
      case GRASS -> random.nextDouble(0.1, 0.5); // straw to sea green
      case WATER -> random.nextDouble(0.36, 0.82); // pond green to violet
      case BALL, CRATE, CONE, RING ->
          throw new IllegalArgumentException(sceneClass + " is an object, not a ground");
    };
  }

  SceneClass sceneClass() {
    return sceneClass;
  }

  /**
   * The colour of a pixel.
   *
   * @param depth 0 at the horizon, 1 at the image's edge away from it
   */
  Rgb colour(int x, int y, double depth) {
    return switch (sceneClass) {
      case SKY -> sky(x, y, depth);
      case BRICK -> brick(x, y);
      case GRASS -> grass(x, y, depth);
      case WATER -> water(x, y, depth);
      case BALL, CRATE, CONE, RING -> throw new AssertionError(sceneClass);
    };
  }

  private Rgb sky(int x, int y, double depth) {
    double clouds = noise.fractal(x / (44 * scalePx), y / (20 * scalePx));
    Rgb clear = light.mix(dark, 0.25 + 0.6 * depth);
    return clear.mix(Rgb.WHITE, 0.85 * Noise.smooth((clouds - 0.48) / 0.3));
  }

  private Rgb brick(int x, int y) {
    double heightPx = 8 * scalePx;
    double widthPx = 18 * scalePx;
    long course = (long) Math.floor(y / heightPx);
    double along = x / widthPx + (course & 1) * 0.5;
    long column = (long) Math.floor(along);
    double toJointPx =
        Math.min(Math.min(along - column, column + 1 - along) * widthPx, y - course * heightPx);
    double grain = 0.1 * (noise.at(x * 0.9, y * 0.9) - 0.5);
    Rgb stone = dark.mix(light, 0.15 + 0.75 * noise.lattice(column, course)).lit(1 + grain);
    Rgb mortar = light.mix(Rgb.WHITE, 0.45).lit(0.86 + grain);
    return mortar.mix(stone, Noise.smooth(toJointPx - 0.3));
  }

  private Rgb grass(int x, int y, double depth) {
    double leaning = x + slant * y;
    double blades = noise.at(leaning / (2.1 * scalePx), y / (9 * scalePx));
    double tufts = noise.fractal(x / (26 * scalePx) + 91.7, y / (15 * scalePx) + 3.3);
    return dark.mix(light, 0.15 + 0.9 * (blades - 0.25) * (0.5 + tufts)).lit(0.78 + 0.3 * depth);
  }

  private Rgb water(int x, int y, double depth) {
    // Ripples widen towards the beholder.
    double wavelengthPx = (4.5 + 6 * depth) * scalePx;
    double bend = 5 * noise.fractal(x / (30 * scalePx), y / (9 * scalePx));
    double wave = 0.5 + 0.5 * Math.sin(2 * Math.PI * (y / wavelengthPx + bend + slant * x / 60));
    Rgb body = dark.mix(light, 0.75 * wave).lit(1.06 - 0.2 * depth);
    return body.mix(Rgb.WHITE, 0.75 * Noise.smooth((wave - 0.9) / 0.1) * (1 - 0.5 * depth));
  }
}
