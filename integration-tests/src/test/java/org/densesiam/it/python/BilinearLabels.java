package org.densesiam.it.python;

import org.densesiam.data.tensor.FloatArray;
import org.tensorflow.ndarray.Shape;

/** The likeliest category of every pixel, by arithmetic of its own. */
final class BilinearLabels {
  private BilinearLabels() {}

  /** {@code [N, h, w, K] -> [N, H, W]}: interpolated with half-pixel centres, then compared. */
  static FloatArray of(FloatArray probabilities, int heightPx, int widthPx) {
    Shape shape = probabilities.shape();
    float[] values = probabilities.toArray();
    int rows = (int) shape.get(1);
    int columns = (int) shape.get(2);
    int categories = (int) shape.get(3);
    return FloatArray.filled(
        Shape.of(shape.get(0), heightPx, widthPx),
        out -> {
          for (int n = 0; n < shape.get(0); n++) {
            for (int y = 0; y < heightPx; y++) {
              Between row = Between.of(y, heightPx, rows);
              for (int x = 0; x < widthPx; x++) {
                Between column = Between.of(x, widthPx, columns);
                int best = 0;
                double highest = -1;
                for (int k = 0; k < categories; k++) {
                  double upper =
                      column.mix(
                          values[((n * rows + row.low) * columns + column.low) * categories + k],
                          values[((n * rows + row.low) * columns + column.high) * categories + k]);
                  double lower =
                      column.mix(
                          values[((n * rows + row.high) * columns + column.low) * categories + k],
                          values[((n * rows + row.high) * columns + column.high) * categories + k]);
                  double value = row.mix(upper, lower);
                  if (value > highest) {
                    highest = value;
                    best = k;
                  }
                }
                out.put(best);
              }
            }
          }
        });
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
