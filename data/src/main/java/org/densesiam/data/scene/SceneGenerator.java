package org.densesiam.data.scene;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes scenes: {@code scene(i)} depends on the seed and {@code i} only.
 *
 * <p>Above a wavy horizon lies sky or a brick wall, below it grass or water; two to five objects
 * stand on them, the lower ones nearer, larger and in front. Instances are immutable and may be
 * used by several threads.
 */
public final class SceneGenerator {
  private static final ImmutableList<SceneClass> UPPER =
      ImmutableList.of(SceneClass.SKY, SceneClass.BRICK);
  private static final ImmutableList<SceneClass> LOWER =
      ImmutableList.of(SceneClass.GRASS, SceneClass.WATER);
  private static final ImmutableList<SceneClass> OBJECTS =
      ImmutableList.of(SceneClass.BALL, SceneClass.CRATE, SceneClass.CONE, SceneClass.RING);
  private static final int MIN_SIDE_PX = 128;
  private static final int MAX_SIDE_PX = 160;
  private static final int MAX_ATTEMPTS = 12;

  private final long seed;

  /**
   * A generator.
   *
   * @param seed any number; another seed gives other scenes
   */
  public SceneGenerator(long seed) {
    this.seed = seed;
  }

  /**
   * Scene number {@code index}, 128 to 160 px high and wide.
   *
   * @param index 0 or more
   */
  public Scene scene(long index) {
    checkArgument(index >= 0, "index must be 0 or more: %s", index);
    SplittableRandom random = new SplittableRandom(Noise.scramble(seed) + index);
    int heightPx = random.nextInt(MIN_SIDE_PX, MAX_SIDE_PX + 1);
    int widthPx = random.nextInt(MIN_SIDE_PX, MAX_SIDE_PX + 1);
    Landscape landscape =
        new Landscape(
            widthPx,
            heightPx,
            new Horizon(heightPx, random),
            Ground.draw(choose(UPPER, random), random),
            Ground.draw(choose(LOWER, random), random),
            objects(widthPx, heightPx, random));
    return landscape.paint();
  }

  private static ImmutableList<Thing> objects(int widthPx, int heightPx, SplittableRandom random) {
    int count = random.nextInt(2, 6);
    List<Thing> objects = new ArrayList<>();
    for (int attempt = 0; attempt < MAX_ATTEMPTS && objects.size() < count; attempt++) {
      double down = random.nextDouble(0.25, 0.9);
      double centreX = random.nextDouble(0.08, 0.92) * widthPx;
      double radiusPx = (0.1 + 0.1 * down) * random.nextDouble(0.85, 1.35) * heightPx;
      SceneClass kind = choose(OBJECTS, random);
      Thing object = Thing.draw(kind, centreX, down * heightPx, radiusPx, random);
      if (objects.stream().noneMatch(object::hides)) {
        objects.add(object);
      }
    }
    return ImmutableList.sortedCopyOf(Comparator.comparingDouble(Thing::centreY), objects);
  }

  private static SceneClass choose(List<SceneClass> classes, SplittableRandom random) {
    return classes.get(random.nextInt(classes.size()));
  }

  /** The line between the two grounds: slanted, with two waves. */
  private record Horizon(double heightPx, double slope, double swellPx, double phase) {
    Horizon(int imageHeightPx, SplittableRandom random) {
      this(
          random.nextDouble(0.3, 0.65) * imageHeightPx,
          random.nextDouble(-0.12, 0.12),
          random.nextDouble(0, 5),
          random.nextDouble(0, 2 * Math.PI));
    }

    double at(int x) {
      return heightPx + slope * (x - 72) + swellPx * Math.sin(phase + x / 19.0);
    }
  }

  /** Everything that was drawn at random, ready to be painted; objects from back to front. */
  private record Landscape(
      int widthPx,
      int heightPx,
      Horizon horizon,
      Ground upper,
      Ground lower,
      ImmutableList<Thing> objects) {

    Scene paint() {
      BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
      BufferedImage labels = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_BYTE_GRAY);
      for (int y = 0; y < heightPx; y++) {
        for (int x = 0; x < widthPx; x++) {
          paintPixel(x, y, image, labels);
        }
      }
      return new Scene(image, labels);
    }

    private void paintPixel(int x, int y, BufferedImage image, BufferedImage labels) {
      double belowPx = y - horizon.at(x);
      Rgb colour = groundColour(x, y, belowPx);
      SceneClass shown = belowPx < 0 ? upper.sceneClass() : lower.sceneClass();
      for (Thing object : objects) {
        colour = colour.mix(Rgb.BLACK, object.shadow(x, y));
        if (object.near(x, y)) {
          double outsidePx = object.distancePx(x, y);
          if (outsidePx < 0.5) {
            colour = colour.mix(object.colour(x, y), Math.min(1, 0.5 - outsidePx));
          }
          if (outsidePx < 0) {
            shown = object.sceneClass();
          }
        }
      }
      image.setRGB(x, y, colour.packed());
      labels.getRaster().setSample(x, y, 0, shown.label());
    }

    private Rgb groundColour(int x, int y, double belowPx) {
      double lowerShare = Math.max(0, Math.min(1, belowPx + 0.5));
      if (lowerShare == 0) {
        return upper.colour(x, y, Math.min(1, -belowPx / horizon.heightPx()));
      }
      Rgb below = lower.colour(x, y, Math.min(1, belowPx / (heightPx - horizon.heightPx())));
      return lowerShare == 1 ? below : upper.colour(x, y, 0).mix(below, lowerShare);
    }
  }
}
