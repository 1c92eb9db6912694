package org.densesiam.model.backbone;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.densesiam.model.scope.ModelScope;

/** Which residual network. */
public record BackboneConfig(
    @Key("kind and number of blocks (arXiv 1512.03385, table 1)") ResNetDepth depth,
    @Key(
            value = "channels of the stem and of the first stage; 64 is the published network",
            range = "[1, )",
            unit = "channels")
        int width,
    @Key(
            "whether the last batch norm of each residual branch starts at scale 0 (arXiv"
                + " 1706.02677, section 5.1)")
        boolean zeroInitResidual) {

  public BackboneConfig {
    KeyRange.check(BackboneConfig.class, depth, width, zeroInitResidual);
  }

  /**
   * Channels of a stage's output.
   *
   * @param stage 2 to 5, at stride 4, 8, 16, 32
   */
  public int channels(int stage) {
    checkArgument(stage >= 2 && stage <= 5, "stage must be 2 to 5: %s", stage);
    return width * (1 << (stage - 2)) * depth.block().expansion();
  }

  /** Makes the network's variables. */
  public Backbone build(ModelScope scope) {
    return new ResNet(scope, this);
  }
}
