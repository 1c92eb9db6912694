package org.densesiam.data.scene;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;

/** What a pixel of a scene shows; {@link #label()} is its value in the label map. */
public enum SceneClass {
  /** Ground: a gradient with soft clouds. */
  SKY(0),
  /** Ground: courses of bricks in mortar. */
  BRICK(1),
  /** Ground: upright blades. */
  GRASS(2),
  /** Ground: lying ripples with glints. */
  WATER(3),
  /** Object: a shaded sphere with dots. */
  BALL(4),
  /** Object: a square of planks in a frame. */
  CRATE(5),
  /** Object: a triangle with level bands. */
  CONE(6),
  /** Object: an annulus in alternating sectors, the ground showing through its hole. */
  RING(7);

  private static final ImmutableList<SceneClass> BY_LABEL =
      ImmutableList.sortedCopyOf(Comparator.comparingInt(SceneClass::label), List.of(values()));

  private final int label;

  SceneClass(int label) {
    this.label = label;
  }

  /** The value of this class in label maps: 0 to 7. */
  public int label() {
    return label;
  }

  static SceneClass ofLabel(int label) {
    return BY_LABEL.get(label);
  }

  /** The name written to {@code classes.txt}: lower case, for instance {@code sky}. */
  public String displayName() {
    return Ascii.toLowerCase(name());
  }

  /** The names of all classes; the index is the label. */
  public static ImmutableList<String> displayNames() {
    return BY_LABEL.stream().map(SceneClass::displayName).collect(ImmutableList.toImmutableList());
  }
}
