package org.densesiam.trainer.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Colours for features: the three directions in which they vary most become red, green and blue, so
 * that cells with like features get like colours.
 *
 * <p>Fitted to all images of a set at once, so that a colour means the same in each of them. The
 * directions are the principal components of the L2-normalised features (only their direction
 * counts in the losses), found by power iteration with deflation (Golub and Van Loan, "Matrix
 * Computations", section 8.2) without ever forming the covariance, which would be {@code C x C}.
 */
public final class FeatureColours {
  private static final int COMPONENTS = 3;
  private static final int ITERATIONS = 60;

  /** Share of cells at either end whose colour saturates, so that one outlier cannot grey all. */
  private static final double CLIPPED = 0.02;

  private final int channels;
  private final double[] mean; // [C]
  private final double[][] directions; // [3, C], orthonormal
  private final double[] low; // [3]
  private final double[] high; // [3]

  private FeatureColours(
      int channels, double[] mean, double[][] directions, double[] low, double[] high) {
    this.channels = channels;
    this.mean = mean;
    this.directions = directions;
    this.low = low;
    this.high = high;
  }

  /**
   * Fits colours to feature maps, all with the same number of channels.
   *
   * @throws IllegalArgumentException when there is no map, or their channels differ
   */
  public static FeatureColours fit(List<FeatureMap> maps) {
    checkArgument(!maps.isEmpty(), "colours need at least one feature map");
    int channels = maps.get(0).channels();
    for (FeatureMap map : maps) {
      checkArgument(
          map.channels() == channels,
          "feature maps have %s and %s channels; colours need one number",
          channels,
          map.channels());
    }
    double[][] rows = maps.stream().flatMap(map -> unitRows(map).stream()).toArray(double[][]::new);
    double[] mean = mean(rows, channels);
    Arrays.stream(rows).forEach(row -> addScaled(row, -1, mean));
    double[][] directions = principalDirections(rows, channels);
    double[] low = new double[COMPONENTS];
    double[] high = new double[COMPONENTS];
    for (int k = 0; k < COMPONENTS; k++) {
      double[] direction = directions[k];
      double[] scores =
          Arrays.stream(rows).mapToDouble(row -> dot(row, direction)).sorted().toArray();
      int clipped = (int) (CLIPPED * scores.length);
      low[k] = scores[clipped];
      high[k] = scores[scores.length - 1 - clipped];
    }
    return new FeatureColours(channels, mean, directions, low, high);
  }

  /**
   * Draws a feature map, a cell a pixel.
   *
   * @param map with as many channels as the maps of {@link #fit}
   */
  public BufferedImage draw(FeatureMap map) {
    checkArgument(
        map.channels() == channels,
        "colours were fitted to %s channels, the feature map has %s",
        channels,
        map.channels());
    BufferedImage picture =
        new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_INT_RGB);
    List<double[]> rows = unitRows(map);
    for (int cell = 0; cell < map.cells(); cell++) {
      addScaled(rows.get(cell), -1, mean);
      int rgb = 0;
      for (int k = 0; k < COMPONENTS; k++) {
        rgb = rgb << 8 | level(k, dot(rows.get(cell), directions[k]));
      }
      picture.setRGB(cell % map.width(), cell / map.width(), rgb);
    }
    return picture;
  }

  private int level(int component, double score) {
    double range = high[component] - low[component];
    double share = range > 0 ? (score - low[component]) / range : 0.5;
    return (int) Math.round(255 * Math.max(0, Math.min(1, share)));
  }

  /** {@code [cells, C]}, every row of length 1; a row of zeros stays so. */
  private static List<double[]> unitRows(FeatureMap map) {
    double[][] rows = new double[map.cells()][map.channels()];
    for (int cell = 0; cell < rows.length; cell++) {
      for (int channel = 0; channel < map.channels(); channel++) {
        rows[cell][channel] = map.at(cell, channel);
      }
      normalise(rows[cell]);
    }
    return List.of(rows);
  }

  private static double[] mean(double[][] rows, int channels) {
    double[] mean = new double[channels];
    for (double[] row : rows) {
      addScaled(mean, 1.0 / rows.length, row);
    }
    return mean;
  }

  private static double[][] principalDirections(double[][] rows, int channels) {
    double[][] directions = new double[COMPONENTS][channels];
    for (int k = 0; k < COMPONENTS; k++) {
      // Any start that is not orthogonal to the answer will do; this one is the same every time.
      double[] direction = new double[channels];
      for (int channel = 0; channel < channels; channel++) {
        direction[channel] = Math.cos(1 + channel * (k + 1.0));
      }
      for (int i = 0; i < ITERATIONS; i++) {
        direction = timesCovariance(rows, direction);
        for (int earlier = 0; earlier < k; earlier++) {
          addScaled(direction, -dot(direction, directions[earlier]), directions[earlier]);
        }
        normalise(direction);
      }
      directions[k] = withFixedSign(direction);
    }
    return directions;
  }

  /** {@code X^T (X v)} for centred rows {@code X}: the covariance times v, up to a factor. */
  private static double[] timesCovariance(double[][] rows, double[] v) {
    double[] product = new double[v.length];
    for (double[] row : rows) {
      addScaled(product, dot(row, v), row);
    }
    return product;
  }

  /** A component is known up to its sign: the largest entry is made positive. */
  private static double[] withFixedSign(double[] direction) {
    double largest = 0;
    for (double entry : direction) {
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    double sign = largest < 0 ? -1 : 1;
    return Arrays.stream(direction).map(entry -> sign * entry).toArray();
  }

  private static void normalise(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    if (length > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= length;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addScaled(double[] target, double factor, double[] addend) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * addend[i];
    }
  }

  /**
   * Features of one image.
   *
   * @param height cells in a column
   * @param width cells in a row
   * @param channels numbers a cell
   * @param values {@code [height, width, channels]}
   */
  public record FeatureMap(int height, int width, int channels, ImmutableDoubleArray values) {
    /**
     * Features.
     *
     * @throws IllegalArgumentException when the number of values is not that of the shape
     */
    public FeatureMap {
      checkArgument(
          height > 0 && width > 0 && channels > 0 && values.length() == height * width * channels,
          "features of %s x %s x %s found %s values",
          height,
          width,
          channels,
          values.length());
    }

    /** From a row of a tensor {@code [B, height, width, channels]}. */
    public static FeatureMap of(float[] values, int height, int width, int channels) {
      ImmutableDoubleArray.Builder copied = ImmutableDoubleArray.builder(values.length);
      for (float value : values) {
        copied.add(value);
      }
      return new FeatureMap(height, width, channels, copied.build());
    }

    int cells() {
      return height * width;
    }

    double at(int cell, int channel) {
      return values.get(cell * channels + channel);
    }
  }
}
