package org.densesiam.data.scene;

import java.awt.Color;

/** A colour; components nominally in [0, 1], clamped only when packed. */
record Rgb(double red, double green, double blue) {
  static final Rgb BLACK = new Rgb(0, 0, 0);
  static final Rgb WHITE = new Rgb(1, 1, 1);

  /**
   * From hue, saturation and value.
   *
   * @param hue in turns: only its fraction counts, 0 is red, 1/3 green, 2/3 blue
   * @param saturation in [0, 1]
   * @param value brightness in [0, 1]
   */
  static Rgb hsv(double hue, double saturation, double value) {
    return ofPacked(Color.HSBtoRGB((float) hue, (float) saturation, (float) value));
  }

  static Rgb ofPacked(int rgb) {
    return new Rgb((rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
  }

  Rgb mix(Rgb other, double share) {
    return new Rgb(
        Noise.mix(red, other.red, share),
        Noise.mix(green, other.green, share),
        Noise.mix(blue, other.blue, share));
  }

  /** Every component times {@code gain}. */
  Rgb lit(double gain) {
    return new Rgb(red * gain, green * gain, blue * gain);
  }

  /** {@code 0xRRGGBB}, clamped and rounded. */
  int packed() {
    return toByte(red) << 16 | toByte(green) << 8 | toByte(blue);
  }

  private static int toByte(double component) {
    return (int) Math.round(255 * Math.max(0, Math.min(1, component)));
  }
}
