package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.SegmentationNetwork;
import org.densesiam.model.SegmentationNetworkConfig;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** As {@link TrainedRun}, a segmenter: 5 clusters, of which 4 have a class. */
public final class SegmentingRun implements AutoCloseable {
  /** {@code K}. */
  public static final int CLUSTERS = 5;

  /** What they mean. */
  public static final ClassMatching MATCHING =
      new ClassMatching(
          ImmutableList.of("sky", "road", "tree", "car", "never found"),
          ImmutableList.of(2, 0, ClassMatching.NONE, 3, 1));

  /** The side that its images have. */
  public static final int SIDE_PX = 48;

  private final TrainedVariables variables = new TrainedVariables();
  private final Placeholder<TFloat32> images; // [N, H, W, 3], normalised
  private final Operand<TFloat32> logits; // [N, H/4, W/4, K]

  public SegmentingRun() {
    SegmentationNetwork network =
        new SegmentationNetwork(ModelScope.root(variables.store()), config());
    images = variables.tf().placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    ForwardPass<TFloat32> pass =
        new ForwardPass<>(
            variables.tf(),
            ForwardPass.Mode.INFERENCE,
            new WeightReader<>(variables.tf(), TFloat32.class));
    logits = network.logits(pass, images);
    variables.train();
  }

  private static SegmentationNetworkConfig config() {
    return new SegmentationNetworkConfig(
        new BackboneConfig(ResNetDepth.RESNET18, 2, false),
        Precision.FP32,
        6,
        7,
        new SegmentationNetworkConfig.Head(CLUSTERS, Optional.empty()),
        new SegmentationNetworkConfig.Head(9, Optional.empty()),
        1,
        new SegmentationNetworkConfig.Region(0.1, 0.8, 4, 0.1, false),
        new ImageLossConfig(0, 8, 4));
  }

  /** Writes it as version 1 of {@code folder/model}. */
  public Path export(Path folder, Precision precision, Optional<ClassMatching> matching) {
    return SegmentingRun.export(precision, matching)
        .write(
            variables.save(folder), new ModelFolder(folder.resolve("model")), 1, ImmutableMap.of());
  }

  static SegmenterExport export(Precision precision, Optional<ClassMatching> matching) {
    return new SegmenterExport(config(), TestImages.IMAGENET, precision, SIDE_PX, matching);
  }

  /** All variables, those included that only training needs. */
  public ImmutableList<Variable> variables() {
    return variables.store().all();
  }

  /** What the main head says about normalised images, {@code [N, H/4, W/4, K]}. */
  public FloatNdArray logits(FloatNdArray normalised) {
    return variables.run(images, normalised, List.of(logits)).get(0);
  }

  @Override
  public void close() {
    variables.close();
  }
}
