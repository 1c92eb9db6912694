package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.PicieConfig;
import org.densesiam.model.PicieNetwork;
import org.densesiam.model.layer.Centroids;
import org.densesiam.model.scope.Passes;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.WeightAssignment;
import org.densesiam.trainer.cluster.Lloyd;
import org.densesiam.trainer.cluster.MiniBatchKMeans;
import org.densesiam.trainer.cluster.Points;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.eval.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Finds PiCIE's clusters before each epoch (arXiv 2103.17070, section 3), in each view's features
 * by themselves: keeps the network as it is now for the labels, runs it over the coming epoch's
 * batches, and sets the centroids and how many points each has. After the last epoch once more, so
 * that the network is judged and exported with the clusters that it has come to, as the released
 * code does.
 *
 * <p>K-means begins with points of the first batches. The released code takes all of them, some 30
 * million; here it is a random sample of {@value #SAMPLE}, thousands for each cluster, and the
 * count of a cluster stands for all. It is seeded by k-means++ where the released code takes random
 * points, and finds each epoch's clusters from nothing, as that does.
 *
 * <p>All follows from (run seed, epoch) and the variables.
 */
final class ClusteringHook implements TrainingHook {
  /** Points of a view that k-means begins with, at most: 32 MB at 128 channels. */
  private static final int SAMPLE = 1 << 16;

  private final PicieConfig config;
  private final long seed;
  private final int pointsInBatch;
  private final StepInput<?> input;
  private final Op adopt;
  private final Placeholder<TInt32> drawn; // [S]: rows of the batch's points
  private final ImmutableList<View> views;
  private final WeightAssignment centroids;
  private final WeightAssignment counts;

  /** What is asked of a view. */
  private record View(
      Centroids centroids,
      Operand<TFloat32> sample, // [S, D]
      Operand<TFloat32> sums, // [K, D]
      Operand<TFloat32> sizes) {} // [K]

  /**
   * Adds the clustering to the graph of {@code tf}.
   *
   * @param input what the run trains on, which starts anew before each epoch anyway
   */
  ClusteringHook(
      Ops tf,
      TrainingGraph<?> training,
      StepInput<?> input,
      SegmentConfig segmentation,
      PicieConfig config) {
    int side = segmentation.viewPx() / 4;
    PicieNetwork network = training.network(PicieNetwork.class);
    PicieNetwork.Clustering batch =
        clustering(
            tf, WeightReader.of(tf, config.precision()), network, (Alignment) input.learned());
    this.config = config;
    this.seed = segmentation.run().seed();
    this.pointsInBatch = segmentation.data().batchSize() * side * side;
    this.input = input;
    this.adopt = PicieNetwork.adopt(tf, training.variables().all());
    this.drawn = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    Twin<Operand<TFloat32>> samples =
        batch.points().map(points -> tf.gather(points, drawn, tf.constant(0)));
    this.views =
        ImmutableList.of(
            view(network.centroids().first(), samples.first(), batch.assigned().first()),
            view(network.centroids().second(), samples.second(), batch.assigned().second()));
    this.centroids =
        new WeightAssignment(tf, views.stream().map(view -> view.centroids.weight()).toList());
    this.counts =
        new WeightAssignment(tf, views.stream().map(view -> view.centroids.counts()).toList());
  }

  private static View view(
      Centroids centroids, Operand<TFloat32> sample, Centroids.Assigned assigned) {
    return new View(centroids, sample, assigned.sums(), assigned.counts());
  }

  private static <T extends TFloating> PicieNetwork.Clustering clustering(
      Ops tf, WeightReader<T> weights, PicieNetwork network, Alignment alignment) {
    return network.clustering(new Passes<>(tf, weights), alignment);
  }

  @Override
  public Schedule schedule() {
    return new Schedule(true, Optional.of(1), true);
  }

  @Override
  public boolean changesVariables() {
    return true;
  }

  @Override
  public void run(Moment moment) {
    Session session = moment.session();
    EpochStart epoch = EpochStart.of(seed, moment.position().epoch());
    session.run(adopt);
    cluster(session, epoch);
    count(session, epoch);
  }

  /** Sets the centroids, in one way through the batches. */
  private void cluster(Session session, EpochStart epoch) {
    input.start().accept(session, epoch);
    ImmutableList<MiniBatchKMeans> kMeans = initial(session, epoch);
    set(session, kMeans);
    int most = config.kMeans().batches().orElse(Integer.MAX_VALUE);
    for (int batch = config.kMeans().initialBatches(); batch < most; batch++) {
      Optional<ImmutableList<float[]>> assigned =
          fetch(
              session.runner(),
              views.stream().flatMap(view -> Stream.of(view.sums, view.sizes)).toList());
      if (assigned.isEmpty()) {
        return;
      }
      for (int view = 0; view < views.size(); view++) {
        kMeans.get(view).update(assigned.get().get(2 * view), assigned.get().get(2 * view + 1));
      }
      set(session, kMeans);
    }
  }

  /** K-means of each view over points of the first batches. */
  private ImmutableList<MiniBatchKMeans> initial(Session session, EpochStart epoch) {
    int batches = config.kMeans().initialBatches();
    int ofEach = Math.min(pointsInBatch, (SAMPLE + batches - 1) / batches);
    Random random = new Random(epoch.key("points"));
    List<ImmutableList<float[]>> samples = new ArrayList<>(); // of each batch, of each view
    boolean more = true;
    while (more && samples.size() < batches) {
      try (TInt32 rows = TInt32.vectorOf(random.ints(ofEach, 0, pointsInBatch).toArray())) {
        Optional<ImmutableList<float[]>> sample =
            fetch(session.runner().feed(drawn, rows), views.stream().map(View::sample).toList());
        sample.ifPresent(samples::add);
        more = sample.isPresent();
      }
    }
    checkState(!samples.isEmpty(), "no batch can be read to find clusters in: %s", epoch);
    double standsFor = (double) pointsInBatch / ofEach;
    ImmutableList.Builder<MiniBatchKMeans> kMeans = ImmutableList.builder();
    for (int view = 0; view < views.size(); view++) {
      int index = view;
      float[] points =
          Floats.concat(samples.stream().map(of -> of.get(index)).toArray(float[][]::new));
      Lloyd.Clusters found =
          new Lloyd(config.clusters(), config.kMeans().iterations(), epoch.key("clusters" + view))
              .fit(Points.view(points, config.decoderChannels()));
      kMeans.add(new MiniBatchKMeans(found.centres(), scaled(found.sizes(), standsFor)));
    }
    return kMeans.build();
  }

  private static float[] scaled(float[] sizes, double factor) {
    float[] scaled = new float[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      scaled[k] = (float) (sizes[k] * factor);
    }
    return scaled;
  }

  /** Sets how many points each centroid has, in one more way through the batches. */
  private void count(Session session, EpochStart epoch) {
    input.start().accept(session, epoch);
    List<Operand<TFloat32>> sizes = views.stream().map(View::sizes).toList();
    double[][] counts = new double[views.size()][config.clusters()];
    int most = config.kMeans().batches().orElse(Integer.MAX_VALUE);
    for (int batch = 0; batch < most; batch++) {
      Optional<ImmutableList<float[]>> found = fetch(session.runner(), sizes);
      if (found.isEmpty()) {
        break;
      }
      for (int view = 0; view < counts.length; view++) {
        for (int k = 0; k < counts[view].length; k++) {
          counts[view][k] += found.get().get(view)[k];
        }
      }
    }
    ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
    for (int view = 0; view < counts.length; view++) {
      Variable variable = views.get(view).centroids.counts();
      arrays.put(
          variable.name(),
          FloatArray.of(variable.shape(), Floats.toArray(Doubles.asList(counts[view]))));
    }
    this.counts.assign(session, new ArrayMap("clustering", arrays.buildOrThrow()));
  }

  /** Sets the centroids. */
  private void set(Session session, List<MiniBatchKMeans> kMeans) {
    ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
    for (int view = 0; view < kMeans.size(); view++) {
      Shape rows = Shape.of(1, 1, config.clusters(), config.decoderChannels());
      arrays.put(
          views.get(view).centroids.weight().name(),
          FloatArray.of(rows, kMeans.get(view).centroids()).transposed(0, 1, 3, 2));
    }
    centroids.assign(session, new ArrayMap("clustering", arrays.buildOrThrow()));
  }

  /** What a batch gives; empty if there was none left. */
  private static Optional<ImmutableList<float[]>> fetch(
      Session.Runner runner, List<Operand<TFloat32>> wanted) {
    wanted.forEach(runner::fetch);
    try (Result result = runner.run()) {
      ImmutableList.Builder<float[]> values = ImmutableList.builder();
      for (int i = 0; i < wanted.size(); i++) {
        values.add(Tensors.floats((TFloat32) result.get(i)));
      }
      return Optional.of(values.build());
    } catch (TFOutOfRangeException end) {
      return Optional.empty();
    }
  }
}
