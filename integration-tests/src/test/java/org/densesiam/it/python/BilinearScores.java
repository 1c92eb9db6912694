package org.densesiam.it.python;

import java.util.function.ToDoubleFunction;
import org.densesiam.model.weights.FloatArray;
import org.tensorflow.ndarray.Shape;

/**
 * Scores of categories at every pixel, interpolated between cells with half-pixel centres, by
 * arithmetic of its own.
 */
final class BilinearScores {
  private final Shape shape; // [N, h, w, K]
  private final float[] values;
  private final int heightPx;
  private final int widthPx;

  /** Scores {@code [N, h, w, K]} for images of a size. */
  BilinearScores(FloatArray ofCells, int heightPx, int widthPx) {
    this.shape = ofCells.shape();
    this.values = ofCells.toArray();
    this.heightPx = heightPx;
    this.widthPx = widthPx;
  }

  /** {@code [N, H, W]}: the category of the highest score. */
  FloatArray labels() {
    return ofEachPixel(BilinearScores::highest);
  }

  /** {@code [N, H, W]}: the softmax of the highest score. */
  FloatArray confidence() {
    return ofEachPixel(
        scores -> {
          double sum = 0;
          for (double score : scores) {
            sum += Math.exp(score);
          }
          return Math.exp(scores[highest(scores)]) / sum;
        });
  }

  private static int highest(double[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }

  private FloatArray ofEachPixel(ToDoubleFunction<double[]> answer) {
    return FloatArray.filled(
        Shape.of(shape.get(0), heightPx, widthPx),
        out -> {
          for (int n = 0; n < shape.get(0); n++) {
            for (int y = 0; y < heightPx; y++) {
              Between row = Between.of(y, heightPx, (int) shape.get(1));
              for (int x = 0; x < widthPx; x++) {
                Between column = Between.of(x, widthPx, (int) shape.get(2));
                out.put((float) answer.applyAsDouble(scores(n, row, column)));
              }
            }
          }
        });
  }

  /** {@code [K]}. */
  private double[] scores(int n, Between row, Between column) {
    double[] scores = new double[(int) shape.get(3)];
    for (int k = 0; k < scores.length; k++) {
      double upper = column.mix(cell(n, row.low, column.low, k), cell(n, row.low, column.high, k));
      double lower =
          column.mix(cell(n, row.high, column.low, k), cell(n, row.high, column.high, k));
      scores[k] = row.mix(upper, lower);
    }
    return scores;
  }

  private double cell(int n, int row, int column, int k) {
    return values[(int) (((n * shape.get(1) + row) * shape.get(2) + column) * shape.get(3) + k)];
  }

  /** A pixel between two cells. */
  private record Between(int low, int high, double share) {
    static Between of(int pixel, int pixels, int cells) {
      double place = (pixel + 0.5) * cells / pixels - 0.5;
      int low = (int) Math.floor(place);
      return new Between(Math.max(0, low), Math.min(cells - 1, Math.max(0, low + 1)), place - low);
    }

    double mix(double a, double b) {
      return a + (b - a) * share;
    }
  }
}
