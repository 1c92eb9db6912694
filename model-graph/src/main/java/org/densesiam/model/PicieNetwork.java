package org.densesiam.model;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.layer.Centroids;
import org.densesiam.model.loss.Agreement;
import org.densesiam.model.loss.ClusterAgreement;
import org.densesiam.model.loss.Similarity;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Passes;
import org.densesiam.model.scope.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The network of PiCIE (arXiv 2103.17070, section 3.3): backbone and feature pyramid as {@link
 * SegmentationNetwork} has them, under the same names, whose dense maps, at length 1, are the
 * features {@code z}; and two sets of {@link Centroids} over them, one for each view's clustering,
 * under the released code's names {@code classifier1} and {@code classifier2}. The answer is the
 * largest logit by view 1's centroids.
 *
 * <p>PiCIE finds clusters and the label of every point before an epoch and trains on these for the
 * whole of it. The released code writes the labels of all images to disk. Here the network as it
 * was then is kept, below {@code labeller}, and gives a batch its labels when the batch comes: the
 * same labels, no files, and a checkpoint within an epoch has all that the epoch goes on with.
 * Since views are drawn by (seed, epoch, record), the epoch's start saw the very same views.
 *
 * <p>The labeller normalises by the statistics of the batch, as the network does that learns; the
 * released code by running statistics, which a network that begins with random weights does not
 * have yet.
 */
public final class PicieNetwork implements UnsupervisedNetworkConfig.Network {
  private static final String LABELLER = "labeller";

  private final PicieConfig config;
  private final DenseEncoder encoder;
  private final DenseEncoder labeller;
  private final Twin<Centroids> centroids;

  /** Makes the variables. */
  public PicieNetwork(ModelScope scope, PicieConfig config) {
    int channels = config.decoderChannels();
    this.config = config;
    this.encoder = new DenseEncoder(scope, config.backbone(), channels);
    this.labeller = new DenseEncoder(scope.child(LABELLER).ofKept(), config.backbone(), channels);
    this.centroids =
        new Twin<>("classifier1", "classifier2")
            .map(name -> new Centroids(scope.child(name), channels, config.clusters()));
  }

  @Override
  public <T extends TFloating> Losses losses(
      Twin<ForwardPass<T>> passes, Alignment alignment, ImmutableSet<LossTerm> active) {
    ForwardPass<T> pass = passes.first();
    Twin<Operand<TFloat32>> z = points(encoder, passes, alignment); // [N, D]
    Twin<ForwardPass<T>> aside = passes.map(each -> each.aside(LABELLER));
    Twin<Operand<TInt64>> labels = // [N]
        centroids.with(
            points(labeller, aside, alignment), (mu, points) -> mu.nearest(pass, points));
    ClusterAgreement agreement = new ClusterAgreement(centroids, labels, config.clusterBalance());

    Map<LossTerm, Agreement> agreements = new EnumMap<>(LossTerm.class);
    ImmutableMap<String, Operand<TFloat32>> meters = agreement.meters(pass, z);
    if (active.contains(LossTerm.WITHIN_VIEW)) {
      agreements.put(LossTerm.WITHIN_VIEW, new Agreement(agreement.withinView(pass, z), meters));
    }
    if (active.contains(LossTerm.CROSS_VIEW)) {
      agreements.put(LossTerm.CROSS_VIEW, new Agreement(agreement.crossView(pass, z), meters));
    }
    return Losses.weighted(pass.tf(), agreements, config);
  }

  /** Unit-length features of both views, position for position: {@code [N, D]}. */
  private <T extends TFloating> Twin<Operand<TFloat32>> points(
      DenseEncoder by, Twin<ForwardPass<T>> passes, Alignment alignment) {
    int[] rows = {-1, config.decoderChannels()};
    Twin<Features<T>> features =
        passes.with(alignment.views(), (pass, view) -> by.encode(pass, view.image()));
    return passes.with(
        by.aligned(passes, features, alignment), // [B, h, w, D]
        (pass, map) -> {
          Ops tf = pass.tf();
          return Similarity.unit(tf, tf.reshape(pass.toFloat(map), tf.constant(rows)));
        });
  }

  /**
   * What the clustering before an epoch looks at.
   *
   * @param points unit-length features of both views, position for position, {@code [N, D]}
   * @param assigned the same by their nearest centroids
   */
  public record Clustering(Twin<Operand<TFloat32>> points, Twin<Centroids.Assigned> assigned) {}

  /** Adds what the labeller makes of a batch; nothing learns from it. */
  public <T extends TFloating> Clustering clustering(Passes<T> passes, Alignment alignment) {
    Twin<ForwardPass<T>> views = new Twin<>("view1", "view2").map(passes::next);
    Twin<Operand<TFloat32>> points = points(labeller, views, alignment);
    return new Clustering(
        points, centroids.with(points, (mu, each) -> mu.assign(views.first(), each)));
  }

  /** Of each view's clustering. */
  public Twin<Centroids> centroids() {
    return centroids;
  }

  /**
   * Adds the operation that makes the labeller what the network is now.
   *
   * @param variables all of the network's
   */
  public static Op adopt(Ops tf, List<Variable> variables) {
    String prefix = LABELLER + ".";
    ImmutableMap<String, Variable> byName = Maps.uniqueIndex(variables, Variable::name);
    ImmutableList<Op> copies =
        variables.stream()
            .filter(variable -> variable.name().startsWith(prefix))
            .<Op>map(
                copy -> {
                  Variable original =
                      checkNotNull(byName.get(copy.name().substring(prefix.length())));
                  return tf.assignVariableOp(
                      copy.handle(), tf.readVariableOp(original.handle(), TFloat32.class));
                })
            .collect(ImmutableList.toImmutableList());
    return tf.withControlDependencies(copies).noOp();
  }

  @Override
  public <T extends TFloating> Features<T> encode(ForwardPass<T> pass, Operand<TFloat32> image) {
    return encoder.encode(pass, image);
  }

  /** By view 1's centroids, as the released code evaluates. */
  @Override
  public <T extends TFloating> Operand<TFloat32> logits(
      ForwardPass<T> pass, Operand<TFloat32> image) {
    Operand<TFloat32> dense = pass.toFloat(encoder.dense(pass, encode(pass, image)));
    return centroids.first().logits(pass, Similarity.unit(pass.tf(), dense));
  }

  public PicieConfig config() {
    return config;
  }
}
