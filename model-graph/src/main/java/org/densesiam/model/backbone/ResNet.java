package org.densesiam.model.backbone;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.densesiam.model.layer.BatchNorm;
import org.densesiam.model.layer.Conv2d;
import org.densesiam.model.layer.MaxPool;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Residual network without a classifier, torchvision's variant ("v1.5"), under torchvision's
 * variable names.
 *
 * <p>{@code [B, P, P, 3] -> } {@link Features}: 7x7 stem at stride 2, max pool at stride 2, four
 * stages of which the last three halve the map.
 */
public final class ResNet implements Backbone {
  private final Conv2d stem;
  private final BatchNorm stemNorm;
  private final ImmutableList<ImmutableList<ResidualBlock>> stages;

  /** Makes the variables. */
  public ResNet(ModelScope scope, BackboneConfig config) {
    this.stem =
        new Conv2d(scope.child("conv1"), 3, config.width(), 7, 2, Initializer.heNormalFanOut());
    this.stemNorm = new BatchNorm(scope.child("bn1"), config.width(), BatchNorm.Affine.ONE);
    List<ImmutableList<ResidualBlock>> made = new ArrayList<>();
    int in = config.width();
    for (int stage = 0; stage < 4; stage++) {
      made.add(stage(scope.child("layer" + (stage + 1)), config, stage, in));
      in = config.channels(stage + 2);
    }
    this.stages = ImmutableList.copyOf(made);
  }

  private static ImmutableList<ResidualBlock> stage(
      ModelScope scope, BackboneConfig config, int stage, int in) {
    ImmutableList.Builder<ResidualBlock> blocks = ImmutableList.builder();
    int width = config.width() << stage;
    for (int block = 0; block < config.depth().blocks().get(stage); block++) {
      blocks.add(
          new ResidualBlock(
              scope.child(Integer.toString(block)),
              config.depth().block(),
              block == 0 ? in : config.channels(stage + 2),
              width,
              block == 0 && stage > 0 ? 2 : 1,
              config.zeroInitResidual()));
    }
    return blocks.build();
  }

  @Override
  public <T extends TFloating> Features<T> apply(ForwardPass<T> pass, Operand<T> image) {
    ForwardPass<T> stemPass = pass.scoped("stem");
    Operand<T> x = stem.apply(stemPass, image); // [B, P/2, P/2, width]
    x = stemPass.tf().nn.relu(stemNorm.apply(stemPass, x));
    x = MaxPool.ofRectified(stemPass, x); // [B, P/4, P/4, width]
    List<Operand<T>> outputs = new ArrayList<>();
    for (int stage = 0; stage < stages.size(); stage++) {
      ForwardPass<T> stagePass = pass.scoped("res" + (stage + 2));
      for (ResidualBlock block : stages.get(stage)) {
        x = block.apply(stagePass, x);
      }
      outputs.add(x);
    }
    return new Features<>(outputs.get(0), outputs.get(1), outputs.get(2), outputs.get(3));
  }
}
