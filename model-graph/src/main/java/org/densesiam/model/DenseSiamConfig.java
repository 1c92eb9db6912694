package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.PixelLossConfig;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;

/**
 * The network that pre-training learns, and what it is asked for. A loss of weight 0 is off, and
 * its heads are not made.
 */
public record DenseSiamConfig(
    @Key("which residual network") BackboneConfig backbone,
    @Key(
            "what convolutions and matrix products compute in; bf16 on a GPU, or a CPU with"
                + " avx512_bf16 or amx_bf16")
        Precision precision,
    @Key(
            value =
                "whose output the dense losses compare, at stride 4 to 32; 5 is the recipe, a"
                    + " lower one keeps a map of small images",
            range = "[2, 5]")
        int denseStage,
    @Key("image consistency (method.md section 4.1)") ImageLossConfig image,
    @Key("pixel consistency (method.md section 4.2)") PixelLossConfig pixel,
    @Key("region consistency (method.md section 4.3)") RegionLossConfig region)
    implements SiameseNetworkConfig {

  public DenseSiamConfig {
    KeyRange.check(DenseSiamConfig.class, backbone, precision, denseStage, image, pixel, region);
    checkArgument(
        image.weight() > 0 || pixel.weight() > 0 || region.weight() > 0,
        "at least one of image.weight, pixel.weight and region.weight must be above 0");
    checkArgument(
        region.weight() == 0
            || region.variant() == RegionLossConfig.Variant.GRID
            || pixel.weight() > 0,
        "region.variant \"masks\" takes its masks from the pixel projections: pixel.weight must be"
            + " above 0, or use region.variant \"grid\"");
    checkArgument(
        image.weight() > 0 || pixel.weight() > 0 || region.startFraction() == 0,
        "region.startFraction must be 0 where no other loss trains until then: %s",
        region.startFraction());
  }

  @Override
  public double weight(LossTerm term) {
    return switch (term) {
      case IMAGE -> image.weight();
      case PIXEL -> pixel.weight();
      case REGION -> region.weight();
      case OVERCLUSTERING, PSEUDO_LABEL, LABELS, WITHIN_VIEW, CROSS_VIEW -> 0;
    };
  }

  @Override
  public double regionStartFraction() {
    return region.startFraction();
  }

  @Override
  public DenseSiam build(ModelScope scope) {
    return new DenseSiam(scope, this);
  }
}
