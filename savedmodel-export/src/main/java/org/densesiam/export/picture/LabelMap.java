package org.densesiam.export.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
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
    return shares(height, width);
  }

  /**
   * The share of pixels of every category that is seen when the map is stretched over an image, the
   * most frequent first, of equals that of the lower number. Pixels without a category count, too:
   * with them the shares are less than 1 together.
   */
  public ImmutableMap<Integer, Double> shares(int heightPx, int widthPx) {
    int[] rowPx = stretched(height, heightPx);
    int[] columnPx = stretched(width, widthPx);
    Map<Integer, Long> pixels = new TreeMap<>();
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        long area = (long) rowPx[row] * columnPx[column];
        if (area > 0 && isCategory(at(row, column))) {
          pixels.merge(at(row, column), area, Long::sum);
        }
      }
    }
    double all = (double) heightPx * widthPx;
    return ImmutableMap.<Integer, Double>builder()
        .putAll(Maps.transformValues(pixels, count -> count / all))
        .orderEntriesByValue(Comparator.reverseOrder())
        .buildOrThrow();
  }

  /** By cell: how many of the image's rows, or columns, lie in it. */
  private static int[] stretched(int cells, int px) {
    int[] counts = new int[cells];
    for (int i = 0; i < px; i++) {
      counts[(int) ((long) i * cells / px)]++;
    }
    return counts;
  }
}
