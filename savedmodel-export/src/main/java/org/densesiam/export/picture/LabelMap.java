package org.densesiam.export.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A category for every cell of an image.
 *
 * @param height cells in a column
 * @param width cells in a row
 * @param labels {@code [height, width]}, row by row; a negative number means no category (8-bit
 *     label files say 255 for that: turn it into -1)
 */
public record LabelMap(int height, int width, ImmutableIntArray labels) {
  /**
   * A label map.
   *
   * @throws IllegalArgumentException when the number of labels is not {@code height * width}
   */
  public LabelMap {
    checkArgument(height > 0 && width > 0, "a label map needs cells: %s x %s", height, width);
    checkArgument(
        labels.length() == height * width,
        "a label map of %s x %s has %s labels, found %s",
        height,
        width,
        height * width,
        labels.length());
  }

  /**
   * The strongest category of every cell; the first one on a tie.
   *
   * @param scores {@code [height, width, categories]}
   */
  public static LabelMap argmax(float[] scores, int height, int width, int categories) {
    checkArgument(
        scores.length == height * width * categories,
        "scores of %s x %s x %s are %s numbers, found %s",
        height,
        width,
        categories,
        height * width * categories,
        scores.length);
    int[] labels = new int[height * width];
    for (int cell = 0; cell < labels.length; cell++) {
      int best = 0;
      for (int k = 1; k < categories; k++) {
        if (scores[cell * categories + k] > scores[cell * categories + best]) {
          best = k;
        }
      }
      labels[cell] = best;
    }
    return new LabelMap(height, width, ImmutableIntArray.copyOf(labels));
  }

  int at(int row, int column) {
    return labels.get(row * width + column);
  }

  static boolean isCategory(int label) {
    return label >= 0;
  }

  /** The share of cells of every category that occurs, the most frequent first. */
  public ImmutableMap<Integer, Double> shares() {
    Map<Integer, Double> shares = new TreeMap<>();
    labels.stream()
        .filter(LabelMap::isCategory)
        .forEach(label -> shares.merge(label, 1.0 / labels.length(), Double::sum));
    return ImmutableMap.<Integer, Double>builder()
        .putAll(shares)
        .orderEntriesByValue(Comparator.reverseOrder())
        .buildOrThrow();
  }
}
