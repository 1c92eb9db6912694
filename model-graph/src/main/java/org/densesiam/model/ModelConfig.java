package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableSet;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.PixelLossConfig;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.scope.Precision;

/**
 * The network that pre-training learns, and what it is asked for. A loss of weight 0 is off, and
 * its heads are not made.
 */
public record ModelConfig(
    BackboneConfig backbone,
    Precision precision,
    ImageLossConfig image,
    PixelLossConfig pixel,
    RegionLossConfig region) {

  public ModelConfig {
    checkNotNull(backbone, "backbone");
    checkNotNull(precision, "precision");
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

  /** The losses of weight above 0, in order. */
  public ImmutableSet<LossTerm> terms() {
    ImmutableSet.Builder<LossTerm> terms = ImmutableSet.builder();
    for (LossTerm term : LossTerm.values()) {
      if (weight(term) > 0) {
        terms.add(term);
      }
    }
    return terms.build();
  }

  /** Weight of a loss in the total. */
  public double weight(LossTerm term) {
    return switch (term) {
      case IMAGE -> image.weight();
      case PIXEL -> pixel.weight();
      case REGION -> region.weight();
    };
  }
}
