package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;
import static org.densesiam.model.testing.TestViews.boxes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.PixelLossConfig;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.testing.TestViews;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The whole network, small, on views of noise: ResNet-18 of width 4, four images of 64 px, dense
 * losses at stride 16. Owns its graph.
 */
final class SmallModel implements AutoCloseable {
  static final int IMAGES = 4;
  static final int VIEW_PX = 64;

  final TestGraph graph = TestGraph.open();
  final DenseSiam model;
  final Alignment alignment;

  private SmallModel(DenseSiamConfig config, Twin<float[][]> boxes) {
    this.model = new DenseSiam(graph.scope(), config);
    Shape shape = Shape.of(IMAGES, VIEW_PX, VIEW_PX, 3);
    this.alignment =
        TestViews.alignment(
            graph,
            new Twin<>(1, 2).map(seed -> graph.constant(FloatTensor.normal(shape, seed))),
            boxes,
            new Twin<>(
                new boolean[] {false, true, false, true},
                new boolean[] {false, false, true, true}));
  }

  /** Of views that overlap. */
  static SmallModel of(DenseSiamConfig config) {
    return new SmallModel(
        config, new Twin<>(boxes(IMAGES, 0, 0, 0.8f, 0.9f), boxes(IMAGES, 0.2f, 0.1f, 1, 1)));
  }

  /** Of views that show the left and the right half. */
  static SmallModel ofViewsApart(DenseSiamConfig config) {
    return new SmallModel(
        config, new Twin<>(boxes(IMAGES, 0, 0, 1, 0.5f), boxes(IMAGES, 0, 0.5f, 1, 1)));
  }

  /** All losses, of weight 1, 1 and 0.1. */
  static DenseSiamConfig config(Variant variant, Precision precision) {
    return config(variant, precision, 0.1);
  }

  static DenseSiamConfig config(Variant variant, Precision precision, double regionWeight) {
    return new DenseSiamConfig(
        new BackboneConfig(ResNetDepth.RESNET18, 4, false),
        precision,
        4,
        new ImageLossConfig(1, 16, 8),
        new PixelLossConfig(1, 16, 8, 3),
        new RegionLossConfig(regionWeight, 0, variant, 5, 2, 0.1, true, 16, 8));
  }

  /** Losses in training mode, with what they read and leave behind. */
  record Step(
      Losses losses,
      ImmutableMap<Variable, Operand<TFloat32>> reads,
      ImmutableList<BatchStatistics> statistics) {

    /** The read of a weight. */
    Operand<TFloat32> read(Variable weight) {
      Operand<TFloat32> read = reads.get(weight);
      checkArgument(read != null, "%s is not read", weight.name());
      return read;
    }
  }

  /** Adds the losses that are active. */
  Step step(ImmutableSet<LossTerm> active) {
    return switch (model.config().precision()) {
      case FP32 -> step(TFloat32.class, alignment, active);
      case BF16 -> step(TBfloat16.class, alignment, active);
    };
  }

  /** Adds all configured losses. */
  Step step() {
    return step(model.config().terms());
  }

  /** Adds all configured losses, with view 2 in the place of view 1. */
  Step swappedStep() {
    return step(
        TFloat32.class,
        new Alignment(alignment.views().swapped(), alignment.overlap()),
        model.config().terms());
  }

  private <T extends TFloating> Step step(
      Class<T> type, Alignment views, ImmutableSet<LossTerm> active) {
    WeightReader<T> reader = new WeightReader<>(graph.tf(), type);
    Twin<ForwardPass<T>> passes = graph.passes(ForwardPass.Mode.TRAINING, reader);
    Losses losses = model.losses(passes, views, active);
    return new Step(
        losses,
        reader.weights(),
        ImmutableList.copyOf(
            Iterables.concat(passes.first().statistics(), passes.second().statistics())));
  }

  @Override
  public void close() {
    graph.close();
  }
}
