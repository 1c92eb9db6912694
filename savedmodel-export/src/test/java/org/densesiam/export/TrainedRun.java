package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.densesiam.model.DenseSiam;
import org.densesiam.model.ModelConfig;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.PixelLossConfig;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.model.weights.CheckpointOps;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network as training has it, with weights and running statistics that are those of no fresh
 * network, and what it makes of images in inference mode: what an export must equal.
 */
public final class TrainedRun implements AutoCloseable {
  private static final long SEED = 5;

  private final Graph graph = new Graph();
  private final Session session;
  private final VariableStore store;
  private final CheckpointOps checkpoint;
  private final Placeholder<TFloat32> images; // [N, H, W, 3], normalised
  private final Features<TFloat32> features;
  private final List<Operand<TFloat32>> masks = new ArrayList<>();

  /** Networks of two channels, so that tests take no time. */
  public static ModelConfig tiny(RegionLossConfig.Variant regions, Precision precision) {
    return new ModelConfig(
        new BackboneConfig(ResNetDepth.RESNET18, 2, false),
        precision,
        5,
        new ImageLossConfig(1, 8, 4),
        new PixelLossConfig(1, 8, 4, 3),
        new RegionLossConfig(0.1, 0.5, regions, 5, 3, 0.1, true, 8, 4));
  }

  public TrainedRun(ModelConfig config) {
    Ops tf = Ops.create(graph);
    store = new VariableStore(tf, SEED);
    DenseSiam network = new DenseSiam(ModelScope.root(store), config);
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    ForwardPass<TFloat32> pass =
        new ForwardPass<>(tf, ForwardPass.Mode.INFERENCE, new WeightReader<>(tf, TFloat32.class));
    features = network.encode(pass, images);
    network.masks(pass, features).ifPresent(masks::add);
    List<Op> moved = moveStatistics(tf);
    checkpoint = new CheckpointOps(tf, store.all());
    Op initializer = store.initializer();
    session = new Session(graph);
    session.runner().addTarget(initializer).run().close();
    Session.Runner mover = session.runner();
    moved.forEach(mover::addTarget);
    mover.run().close();
  }

  /** Running statistics away from 0 and 1, so that leaving them out would show. */
  private List<Op> moveStatistics(Ops tf) {
    ImmutableList.Builder<Op> moved = ImmutableList.builder();
    long seed = 0;
    for (Variable variable : store.of(Variable.Kind.STATISTIC)) {
      Operand<TFloat32> change = // U(-0.5, 0.5)
          tf.math.sub(
              tf.random.statelessRandomUniform(
                  tf.constant(variable.shape()), tf.constant(new long[] {SEED, seed++})),
              tf.constant(0.5f));
      moved.add(
          tf.assignVariableOp(
              variable.handle(),
              tf.math.add(tf.readVariableOp(variable.handle(), TFloat32.class), change)));
    }
    return moved.build();
  }

  /** All variables, those included that only training needs. */
  public ImmutableList<Variable> variables() {
    return store.all();
  }

  /** Writes a checkpoint below {@code folder}. */
  public Path save(Path folder) {
    Path prefix = folder.resolve("model");
    checkpoint.save(session, prefix);
    return prefix;
  }

  /** res2 to res5 of normalised images. */
  public List<FloatNdArray> features(FloatNdArray normalised) {
    return run(
        normalised, List.of(features.res2(), features.res3(), features.res4(), features.res5()));
  }

  /** Soft masks of normalised images. */
  public FloatNdArray masks(FloatNdArray normalised) {
    return run(normalised, masks).get(0);
  }

  private List<FloatNdArray> run(FloatNdArray normalised, List<Operand<TFloat32>> outputs) {
    try (TFloat32 fed = TFloat32.tensorOf(normalised)) {
      Session.Runner runner = session.runner().feed(images, fed);
      outputs.forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<FloatNdArray> copies = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
          TFloat32 tensor = (TFloat32) result.get(i);
          FloatNdArray copy = NdArrays.ofFloats(tensor.shape());
          tensor.copyTo(copy);
          copies.add(copy);
        }
        return copies;
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
