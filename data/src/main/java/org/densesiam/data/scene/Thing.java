package org.densesiam.data.scene;

import java.util.SplittableRandom;

/**
 * One object: a shape as a signed distance and a texture, both in local coordinates (u to the
 * right, v downwards, the shape within [-1, 1] squared), placed by centre, radius and rotation.
 */
final class Thing {
  private static final double CRATE_HALF_SIDE = 0.78;
  private static final double RING_MIDDLE = 0.72;
  private static final double RING_HALF_WIDTH = 0.27;
  private static final double CONE_HALF_BASE = 0.72;

  private final SceneClass sceneClass;
  private final double centreX;
  private final double centreY;
  private final double radiusPx;
  private final double cosine;
  private final double sine;
  private final Noise noise;
  private final Rgb first;
  private final Rgb second;
  private final double pitch;

  private Thing(
      SceneClass sceneClass,
      double centreX,
      double centreY,
      double radiusPx,
      double rotation,
      SplittableRandom random) {
    this.sceneClass = sceneClass;
    this.centreX = centreX;
    this.centreY = centreY;
    this.radiusPx = radiusPx;
    this.cosine = Math.cos(rotation);
    this.sine = Math.sin(rotation);
    this.noise = new Noise(random.nextLong());
    double hue = random.nextDouble();
    this.first = Rgb.hsv(hue, random.nextDouble(0.5, 0.85), random.nextDouble(0.65, 0.95));
    this.second = contrasting(hue, random);
    this.pitch = random.nextDouble(0.85, 1.2);
  }

  /** The colour that the texture alternates with: near white, near black or another hue. */
  private static Rgb contrasting(double hue, SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> Rgb.hsv(hue, 0.08, 0.97);
      case 1 -> Rgb.hsv(hue, 0.6, 0.25);
      default -> Rgb.hsv(hue + random.nextDouble(0.25, 0.75), 0.35, 0.92);
    };
  }

  /** An object of the given class with its own hues, turned by a random angle that suits it. */
  static Thing draw(
      SceneClass sceneClass,
      double centreX,
      double centreY,
      double radiusPx,
      SplittableRandom random) {
    double turn = random.nextDouble(-1, 1);
    double rotation =
        switch (sceneClass) {
          case BALL, RING -> Math.PI * turn;
          case CRATE -> 0.45 * turn;
          case CONE -> 0.2 * turn;
          case SKY, BRICK, GRASS, WATER ->
              throw new IllegalArgumentException(sceneClass + " is a ground, not an object");
        };
    return new Thing(sceneClass, centreX, centreY, radiusPx, rotation, random);
  }

  SceneClass sceneClass() {
    return sceneClass;
  }

  double centreY() {
    return centreY;
  }

  /** Whether the two cover each other for a large part. */
  boolean hides(Thing other) {
    double apart = length(centreX - other.centreX, centreY - other.centreY);
    return apart < 0.75 * (radiusPx + other.radiusPx);
  }

  /** Whether the pixel's centre may lie within the shape or its antialiased rim. */
  boolean near(int x, int y) {
    double reach = radiusPx * 1.1 + 1;
    return Math.abs(x - centreX) < reach && Math.abs(y - centreY) < reach;
  }

  /** How far the pixel is outside the shape, in pixels; negative inside. */
  double distancePx(int x, int y) {
    double u = localU(x, y);
    double v = localV(x, y);
    double distance =
        switch (sceneClass) {
          case BALL -> length(u, v) - 1;
          case CRATE -> Math.max(Math.abs(u), Math.abs(v)) - CRATE_HALF_SIDE;
          case CONE -> coneDistance(u, v);
          case RING -> Math.abs(length(u, v) - RING_MIDDLE) - RING_HALF_WIDTH;
          case SKY, BRICK, GRASS, WATER -> throw new AssertionError(sceneClass);
        };
    return distance * radiusPx;
  }

  /** A triangle with its tip at (0, -1) and its base at v = 0.9. */
  private static double coneDistance(double u, double v) {
    double height = 1.9;
    double slope = length(height, CONE_HALF_BASE);
    double toSide = (Math.abs(u) * height - (v + 1) * CONE_HALF_BASE) / slope;
    return Math.max(toSide, v - 0.9);
  }

  /** The colour of a pixel on the object, light falling from the upper left of the image. */
  Rgb colour(int x, int y) {
    double u = localU(x, y);
    double v = localV(x, y);
    double across = (x - centreX) / radiusPx;
    double down = (y - centreY) / radiusPx;
    return switch (sceneClass) {
      case BALL -> ball(u, v, across, down);
      case CRATE -> crate(u, v).lit(1.04 - 0.14 * (across + down));
      case CONE -> cone(u, v);
      case RING -> ring(u, v).lit(1.02 - 0.12 * (across + down));
      case SKY, BRICK, GRASS, WATER -> throw new AssertionError(sceneClass);
    };
  }

  private Rgb ball(double u, double v, double across, double down) {
    // Dots stand on the sphere, so they narrow towards its rim.
    double fromMiddle = length(u, v);
    double stretch = Math.asin(Math.min(1, fromMiddle)) / Math.max(1e-6, fromMiddle);
    double row = v * stretch * 2.4 * pitch;
    double shift = Math.floorMod((long) Math.floor(row), 2) * 0.5;
    double column = u * stretch * 2.4 * pitch + shift;
    double toDot = length(column - Math.floor(column) - 0.5, row - Math.floor(row) - 0.5) - 0.28;
    Rgb paint = first.mix(second, Noise.smooth(0.5 - toDot * 9));
    double facing = Math.sqrt(Math.max(0, 1 - across * across - down * down));
    double lambert = Math.max(0, -0.45 * across - 0.55 * down + 0.7 * facing);
    double glint = Noise.smooth((lambert - 0.93) / 0.09);
    return paint.lit(0.45 + 0.65 * lambert).mix(Rgb.WHITE, 0.7 * glint);
  }

  private Rgb crate(double u, double v) {
    double edge = CRATE_HALF_SIDE - Math.max(Math.abs(u), Math.abs(v));
    boolean brace = Math.abs(u - v) < 0.17;
    boolean frame = edge < 0.17;
    double plank = (u / CRATE_HALF_SIDE + 1) * 2.5 * pitch;
    double grain = noise.fractal(u * 9, v * 2.2) - 0.5;
    if (frame || brace) {
      double seam = frame ? edge - 0.17 : Math.abs(u - v) - 0.17;
      double rim = Noise.smooth(-seam * 12 + 0.2);
      return second.mix(first, 0.35).lit((0.6 + 0.45 * rim) * (1 + 0.35 * grain));
    }
    double toGap = Math.abs(plank - Math.rint(plank));
    double board = 0.8 + 0.3 * noise.lattice((long) Math.floor(plank), 7);
    return first.lit(board * (0.55 + 0.45 * Noise.smooth(toGap * 9)) * (1 + 0.5 * grain));
  }

  private Rgb cone(double u, double v) {
    double bend = 0.12 * u * u; // bands sag as around a real cone
    double phase = (v + bend) * 2.2 * pitch + 0.25;
    double wave = Math.sin(2 * Math.PI * phase);
    Rgb paint = first.mix(second, Noise.smooth(0.5 + wave * 3));
    double side = u / Math.max(0.12, (v + 1) * CONE_HALF_BASE / 1.9);
    return paint.lit(1.02 - 0.38 * Noise.smooth(0.5 + 0.6 * side));
  }

  private Rgb ring(double u, double v) {
    double sectors = Math.rint(5 * pitch) * 2; // even, so that they alternate all round
    double phase = Math.atan2(v, u) * sectors / 2;
    Rgb paint = first.mix(second, Noise.smooth(0.5 + Math.sin(phase) * 4));
    double bulge = (length(u, v) - RING_MIDDLE) / RING_HALF_WIDTH;
    return paint.lit(1.05 - 0.4 * bulge * bulge);
  }

  /** How much the object's soft shadow darkens a pixel of the ground, in [0, 1]. */
  double shadow(int x, int y) {
    if (Math.abs(y - centreY - 0.9 * radiusPx) > 0.32 * radiusPx) {
      return 0;
    }
    double across = (x - centreX - 0.12 * radiusPx) / (1.05 * radiusPx);
    double down = (y - centreY - 0.9 * radiusPx) / (0.32 * radiusPx);
    return 0.55 * Noise.smooth(1 - length(across, down));
  }

  /** As {@link Math#hypot}, which is many times slower for a range that is not needed here. */
  private static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  private double localU(int x, int y) {
    return ((x - centreX) * cosine + (y - centreY) * sine) / radiusPx;
  }

  private double localV(int x, int y) {
    return ((y - centreY) * cosine - (x - centreX) * sine) / radiusPx;
  }
}
