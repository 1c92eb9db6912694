package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.PixelLossConfig;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;

/**
 * The network that pre-training learns, and what it is asked for. A loss of weight 0 is off, and
 * its heads are not made.
 *
 * @param precision what convolutions and matrix products compute in
 * @param denseStage whose output the dense losses compare, 2 to 5 at stride 4 to 32; 5 is the
 *     recipe's (method.md section 2), and a lower one keeps a map worth the name of small images
 */
public record DenseSiamConfig(
    BackboneConfig backbone,
    Precision precision,
    int denseStage,
    ImageLossConfig image,
    PixelLossConfig pixel,
    RegionLossConfig region)
    implements SiameseNetworkConfig {

  public DenseSiamConfig {
    checkNotNull(backbone, "backbone");
    checkNotNull(precision, "precision");
    checkArgument(denseStage >= 2 && denseStage <= 5, "denseStage must be 2 to 5: %s", denseStage);
    checkNotNull(image, "image");
    checkNotNull(pixel, "pixel");
    checkNotNull(region, "region");
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
