package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.trainer.eval.Tensors;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Weighted vote of the nearest neighbours, by cosine: each of the {@code k} nearest training
 * features votes for its class with {@code exp(cos / temperature)} (Wu, Xiong, Yu and Lin, CVPR
 * 2018, section 3.4). Learns nothing, so it judges the features alone.
 *
 * @param k neighbours, at least 1; all of a smaller bank
 * @param temperature above 0
 */
public record KNearest(int k, double temperature) {
  /** k = 200, T = 0.1. */
  public static final KNearest DEFAULT = new KNearest(200, 0.1);

  private static final int QUERIES_AT_A_TIME = 64;

  public KNearest {
    checkArgument(k >= 1, "k must be at least 1: %s", k);
    checkArgument(temperature > 0, "temperature must be above 0: %s", temperature);
  }

  /**
   * How often the vote is right.
   *
   * @param training labels are classes
   * @param queries labels are classes of the same numbers
   */
  public ProbeResult.TopAccuracy accuracy(FeatureBank training, FeatureBank queries) {
    checkArgument(
        training.channels() == queries.channels(),
        "features of %s channels cannot be compared with some of %s",
        training.channels(),
        queries.channels());
    int classes = Math.max(training.classes(), queries.classes());
    ProbeResult.TopAccuracy.Tally tally = new ProbeResult.TopAccuracy.Tally(classes);
    try (Search search = new Search(training.normalised(), Math.min(k, training.size()))) {
      FeatureBank unit = queries.normalised();
      for (int from = 0; from < unit.size(); from += QUERIES_AT_A_TIME) {
        int to = Math.min(unit.size(), from + QUERIES_AT_A_TIME);
        search.find(unit, from, to);
        for (int i = from; i < to; i++) {
          tally.add(unit.label(i), vote(training, search, i - from, classes));
        }
      }
    }
    return tally.result();
  }

  private double[] vote(FeatureBank training, Search search, int query, int classes) {
    double[] votes = new double[classes];
    for (int i = 0; i < search.k; i++) {
      int neighbour = search.indices[query * search.k + i];
      float cosine = search.cosines[query * search.k + i];
      votes[training.label(neighbour)] += Math.exp(cosine / temperature);
    }
    return votes;
  }

  /** The graph that finds neighbours, and those that it found last. */
  private static final class Search implements AutoCloseable {
    private final int k;
    private final Graph graph = new Graph();
    private final Session session;
    private final TFloat32 all; // [N, C]
    private final Placeholder<TFloat32> bank;
    private final Placeholder<TFloat32> queries; // [n, C]
    private final TopK<TFloat32, TInt32> nearest;
    private float[] cosines = new float[0]; // [n, k], falling
    private int[] indices = new int[0]; // [n, k]

    Search(FeatureBank training, int k) {
      this.k = k;
      Ops tf = Ops.create(graph);
      Shape rows = Shape.of(-1, training.channels());
      bank = tf.placeholder(TFloat32.class, Placeholder.shape(rows));
      queries = tf.placeholder(TFloat32.class, Placeholder.shape(rows));
      nearest =
          tf.nn.topK(
              tf.linalg.matMul(queries, bank, MatMul.transposeB(true)),
              tf.constant(k),
              TInt32.class);
      session = new Session(graph);
      all = training.tensor(0, training.size());
    }

    void find(FeatureBank unit, int from, int to) {
      try (TFloat32 fed = unit.tensor(from, to);
          Result result =
              session
                  .runner()
                  .feed(bank, all)
                  .feed(queries, fed)
                  .fetch(nearest.values())
                  .fetch(nearest.indices())
                  .run()) {
        cosines = Tensors.floats((TFloat32) result.get(0));
        indices = Tensors.ints((TInt32) result.get(1));
      }
    }

    @Override
    public void close() {
      all.close();
      session.close();
      graph.close();
    }
  }
}
