package org.densesiam.model.backbone;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import org.densesiam.model.scope.ModelScope;

/**
 * Which residual network.
 *
 * @param depth kind and number of blocks
 * @param width channels of the stem and of the first stage's 3x3 convolutions, at least 1; 64 is
 *     the published network
 * @param zeroInitResidual whether the last batch norm of each residual branch starts at scale 0
 *     (Goyal et al., arXiv 1706.02677, section 5.1)
 */
public record BackboneConfig(ResNetDepth depth, int width, boolean zeroInitResidual) {

  public BackboneConfig {
    checkNotNull(depth, "depth");
    checkArgument(width >= 1, "width must be at least 1 channel: %s", width);
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
