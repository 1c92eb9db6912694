package org.densesiam.data.source;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import java.util.stream.Stream;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.PixelClass.Kind;

/**
 * COCO-Stuff's 182 fine categories and the 27 super-categories that they belong to, as the released
 * code has them (its {@code fine_to_coarse} table, after PiCIE's).
 */
final class CocoCategories {
  private static final ImmutableList<String> THINGS =
      ImmutableList.of(
          "electronic",
          "appliance",
          "food-thing",
          "furniture-thing",
          "indoor",
          "kitchen",
          "accessory",
          "animal",
          "outdoor",
          "person",
          "sports",
          "vehicle");

  private static final ImmutableList<String> STUFF =
      ImmutableList.of(
          "ceiling",
          "floor",
          "food-stuff",
          "furniture-stuff",
          "raw material",
          "textile",
          "wall",
          "window",
          "building",
          "ground",
          "plant",
          "sky",
          "solid",
          "structural",
          "water");

  /** Super-category by fine category: things, from 0; stuff, from 91. */
  private static final ImmutableIntArray SUPER_CATEGORIES =
      ImmutableIntArray.of(
          9, 11, 11, 11, 11, 11, 11, 11, 11, 8, 8, 8, 8, 8, 8, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 6,
          6, 6, 6, 6, 6, 6, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 5, 5, 5, 5, 5, 5, 5, 5, 2, 2, 2,
          2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 4,
          4, 4, 4, 4, 4, 4, 4, 17, 17, 22, 20, 20, 22, 15, 25, 16, 13, 12, 12, 17, 17, 23, 15, 15,
          17, 15, 21, 15, 25, 13, 13, 13, 13, 13, 22, 26, 14, 14, 15, 22, 21, 21, 24, 20, 22, 15,
          17, 16, 15, 22, 24, 21, 17, 25, 16, 21, 17, 22, 16, 21, 21, 25, 21, 26, 21, 24, 20, 17,
          14, 21, 26, 15, 23, 20, 21, 24, 15, 24, 22, 25, 15, 20, 17, 17, 22, 14, 18, 18, 18, 18,
          18, 18, 18, 26, 26, 19, 19, 24);

  /** What the values of stuff-thing maps mean. */
  static final LabelValues VALUES = LabelValues.of(classes(), SUPER_CATEGORIES);

  private CocoCategories() {}

  private static ImmutableList<PixelClass> classes() {
    return Stream.concat(
            THINGS.stream().map(name -> new PixelClass(name, Optional.of(Kind.THING))),
            STUFF.stream().map(name -> new PixelClass(name, Optional.of(Kind.STUFF))))
        .collect(toImmutableList());
  }
}
