package org.densesiam.trainer.cluster;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Random;
import org.densesiam.trainer.eval.Tensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Finds K clusters of points without a label: k-means++ seeding (Arthur and Vassilvitskii, SODA
 * 2007), then Lloyd's iterations over all points until nothing moves any more. A cluster that loses
 * all its points begins anew at the point that is farthest from its own centre.
 *
 * @param clusters {@code K}, at least 1
 * @param maxIterations of Lloyd's, at least 1
 * @param seed of the first centres
 */
public record Lloyd(int clusters, int maxIterations, long seed) {
  /** Iterations stop when the sum of squared distances falls by a smaller share than this. */
  private static final double SMALLEST_GAIN = 1e-5;

  public Lloyd {
    checkArgument(clusters >= 1, "clusters must be at least 1: %s", clusters);
    checkArgument(maxIterations >= 1, "maxIterations must be at least 1: %s", maxIterations);
  }

  /**
   * What was found.
   *
   * @param centres {@code [K, C]}
   * @param sizes {@code [K]}: points that each centre is the mean of; 0 where a cluster has lost
   *     its points last
   */
  @SuppressWarnings("ArrayRecordComponent") // fresh ones, which nobody else holds
  public record Clusters(float[] centres, float[] sizes) {}

  /**
   * The clusters of points.
   *
   * @throws IllegalArgumentException if there are fewer points than clusters
   */
  public Clusters fit(Points points) {
    checkArgument(
        points.size() >= clusters,
        "%s clusters need as many features: %s",
        clusters,
        points.size());
    return lloyd(points, seeds(points));
  }

  /** {@code [K, C]}: points, each drawn by its squared distance to the nearest drawn before. */
  private float[] seeds(Points points) {
    Random random = new Random(seed);
    float[] centres = new float[clusters * points.channels()];
    double[] nearest = new double[points.size()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int chosen = random.nextInt(points.size());
    for (int k = 0; k < clusters; k++) {
      float[] centre = points.row(chosen);
      System.arraycopy(centre, 0, centres, k * centre.length, centre.length);
      double total = 0;
      for (int i = 0; i < nearest.length; i++) {
        nearest[i] = Math.min(nearest[i], points.squaredDistance(i, centre));
        total += nearest[i];
      }
      chosen = draw(nearest, total * random.nextDouble());
    }
    return centres;
  }

  /** The index at which the running sum of {@code shares} passes {@code target}. */
  private static int draw(double[] shares, double target) {
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += shares[i];
      if (sum > target) {
        return i;
      }
    }
    return shares.length - 1; // all points are centres already, or rounding
  }

  private Clusters lloyd(Points points, float[] seeds) {
    Clusters found = new Clusters(seeds, new float[clusters]);
    double before = Double.POSITIVE_INFINITY;
    try (Assignment assignment = new Assignment(points, clusters)) {
      for (int iteration = 0; iteration < maxIterations; iteration++) {
        Assignment.Round round = assignment.round(found.centres());
        found = round.found();
        if (before - round.inertia() <= SMALLEST_GAIN * round.inertia()) {
          return found;
        }
        before = round.inertia();
      }
    }
    return found;
  }

  /** The graph of Lloyd's iteration. */
  private static final class Assignment implements AutoCloseable {
    private final Points points;
    private final int clusters;
    private final Graph graph = new Graph();
    private final Session session;
    private final TFloat32 all; // [N, C]
    private final Placeholder<TFloat32> features; // [N, C]
    private final Placeholder<TFloat32> centres; // [K, C]
    private final Operand<TFloat32> sums; // [K, C]
    private final Operand<TFloat32> counts; // [K]
    private final Operand<TFloat32> distances; // [N], squared

    Assignment(Points points, int clusters) {
      this.points = points;
      this.clusters = clusters;
      Ops tf = Ops.create(graph);
      Shape rows = Shape.of(-1, points.channels());
      features = tf.placeholder(TFloat32.class, Placeholder.shape(rows));
      centres = tf.placeholder(TFloat32.class, Placeholder.shape(rows));
      Operand<TFloat32> squared = // [N, K]
          tf.math.add(
              tf.math.sub(
                  norms(tf, features, true),
                  tf.math.mul(
                      tf.constant(2f),
                      tf.linalg.matMul(features, centres, MatMul.transposeB(true)))),
              norms(tf, centres, false));
      Operand<TInt32> nearest = tf.math.argMin(squared, tf.constant(1), TInt32.class);
      Operand<TInt32> count = tf.constant(clusters);
      sums = tf.math.unsortedSegmentSum(features, nearest, count);
      counts = tf.math.unsortedSegmentSum(tf.onesLike(norms(tf, features, false)), nearest, count);
      distances = tf.math.maximum(tf.min(squared, tf.constant(1)), tf.constant(0f));
      session = new Session(graph);
      all = points.tensor();
    }

    private static Operand<TFloat32> norms(Ops tf, Operand<TFloat32> rows, boolean keepDims) {
      return tf.reduceSum(
          tf.math.square(rows), tf.constant(new int[] {1}), ReduceSum.keepDims(keepDims));
    }

    /**
     * What one iteration gives: new clusters, and how good the old ones were.
     *
     * @param inertia sum of squared distances
     */
    private record Round(Clusters found, double inertia) {}

    Round round(float[] old) {
      try (TFloat32 fed =
              TFloat32.tensorOf(
                  Shape.of(clusters, points.channels()), DataBuffers.of(old, true, false));
          Result result =
              session
                  .runner()
                  .feed(features, all)
                  .feed(centres, fed)
                  .fetch(sums)
                  .fetch(counts)
                  .fetch(distances)
                  .run()) {
        float[] means = Tensors.floats((TFloat32) result.get(0));
        float[] sizes = Tensors.floats((TFloat32) result.get(1));
        float[] far = Tensors.floats((TFloat32) result.get(2));
        double inertia = 0;
        for (float distance : far) {
          inertia += distance;
        }
        divide(means, sizes, far);
        return new Round(new Clusters(means, sizes), inertia);
      }
    }

    /** Sums to means; a cluster that lost all its features begins anew at the farthest one. */
    private void divide(float[] sums, float[] sizes, float[] far) {
      int channels = points.channels();
      for (int k = 0; k < sizes.length; k++) {
        if (sizes[k] == 0) {
          int farthest = indexOfMax(far);
          far[farthest] = 0;
          System.arraycopy(points.row(farthest), 0, sums, k * channels, channels);
        } else {
          for (int c = 0; c < channels; c++) {
            sums[k * channels + c] /= sizes[k];
          }
        }
      }
    }

    private static int indexOfMax(float[] values) {
      int best = 0;
      for (int i = 1; i < values.length; i++) {
        if (values[i] > values[best]) {
          best = i;
        }
      }
      return best;
    }

    @Override
    public void close() {
      all.close();
      session.close();
      graph.close();
    }
  }
}
