package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.densesiam.model.DenseSiam;
import org.densesiam.model.DenseSiamConfig;
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
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network as training has it, with weights and running statistics that are those of no fresh
 * network, and what it makes of images in inference mode: what an export must equal.
 */
public final class TrainedRun implements AutoCloseable {
  private final TrainedVariables variables = new TrainedVariables();
  private final Placeholder<TFloat32> images; // [N, H, W, 3], normalised
  private final Features<TFloat32> features;
  private final List<Operand<TFloat32>> masks = new ArrayList<>();

  /** Networks of two channels, so that tests take no time. */
  public static DenseSiamConfig tiny(RegionLossConfig.Variant regions, Precision precision) {
    return new DenseSiamConfig(
        new BackboneConfig(ResNetDepth.RESNET18, 2, false),
        precision,
        5,
        new ImageLossConfig(1, 8, 4),
        new PixelLossConfig(1, 8, 4, 3),
        new RegionLossConfig(0.1, 0.5, regions, 5, 3, 0.1, true, 8, 4));
  }

  public TrainedRun(DenseSiamConfig config) {
    Ops tf = variables.tf();
    DenseSiam network = new DenseSiam(ModelScope.root(variables.store()), config);
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    ForwardPass<TFloat32> pass =
        new ForwardPass<>(tf, ForwardPass.Mode.INFERENCE, new WeightReader<>(tf, TFloat32.class));
    features = network.encode(pass, images);
    network.masks(pass, features).ifPresent(masks::add);
    variables.train();
  }

  /** All variables, those included that only training needs. */
  public ImmutableList<Variable> variables() {
    return variables.store().all();
  }

  /** Writes a checkpoint below {@code folder}. */
  public Path save(Path folder) {
    return variables.save(folder);
  }

  /** res2 to res5 of normalised images. */
  public List<FloatNdArray> features(FloatNdArray normalised) {
    return variables.run(
        images,
        normalised,
        List.of(features.res2(), features.res3(), features.res4(), features.res5()));
  }

  /** Soft masks of normalised images. */
  public FloatNdArray masks(FloatNdArray normalised) {
    return variables.run(images, normalised, masks).get(0);
  }

  @Override
  public void close() {
    variables.close();
  }
}
