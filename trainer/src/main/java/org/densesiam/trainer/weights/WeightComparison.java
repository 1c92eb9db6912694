package org.densesiam.trainer.weights;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.NamedArrays;

/**
 * How two sets of weights differ.
 *
 * @param onlyFirst names that the second does not have
 * @param onlySecond names that the first does not have
 * @param otherShape names that both have in different shapes
 * @param differences of the values of all others, in the first's order
 */
public record WeightComparison(
    ImmutableSet<String> onlyFirst,
    ImmutableSet<String> onlySecond,
    ImmutableSet<String> otherShape,
    ImmutableList<Difference> differences) {

  /**
   * How one variable differs.
   *
   * @param identical whether all bits are the same
   * @param maxAbsolute largest difference of two values; NaN where one of them is
   * @param maxRelative that over the largest absolute value of either; 0 where both are all zero
   */
  public record Difference(
      String name, boolean identical, double maxAbsolute, double maxRelative) {}

  /** Compares all that the two hold. */
  public static WeightComparison of(NamedArrays first, NamedArrays second) {
    ImmutableSet<String> names1 = first.shapes().keySet();
    ImmutableSet<String> names2 = second.shapes().keySet();
    ImmutableSet.Builder<String> otherShape = ImmutableSet.builder();
    List<Difference> differences = new ArrayList<>();
    for (String name : Sets.intersection(names1, names2)) {
      FloatArray a = first.get(name);
      FloatArray b = second.get(name);
      if (a.shape().equals(b.shape())) {
        differences.add(difference(name, a, b));
      } else {
        otherShape.add(name);
      }
    }
    return new WeightComparison(
        Sets.difference(names1, names2).immutableCopy(),
        Sets.difference(names2, names1).immutableCopy(),
        otherShape.build(),
        ImmutableList.copyOf(differences));
  }

  private static Difference difference(String name, FloatArray first, FloatArray second) {
    FloatBuffer a = first.values();
    FloatBuffer b = second.values();
    boolean identical = true;
    double absolute = 0;
    double largest = 0;
    while (a.hasRemaining()) {
      float x = a.get();
      float y = b.get();
      identical &= Float.floatToRawIntBits(x) == Float.floatToRawIntBits(y);
      absolute = Math.max(absolute, Math.abs((double) x - y)); // Math.max keeps a NaN
      largest = Math.max(largest, Math.max(Math.abs(x), Math.abs(y)));
    }
    return new Difference(name, identical, absolute, absolute == 0 ? 0 : absolute / largest);
  }

  /** Whether names, shapes and all bits are the same. */
  public boolean isIdentical() {
    return isWithin(0) && differences.stream().allMatch(Difference::identical);
  }

  /** Whether names and shapes are the same, and no variable differs by more, relatively. */
  public boolean isWithin(double relative) {
    return onlyFirst.isEmpty()
        && onlySecond.isEmpty()
        && otherShape.isEmpty()
        && differences.stream().allMatch(each -> each.maxRelative() <= relative);
  }
}
