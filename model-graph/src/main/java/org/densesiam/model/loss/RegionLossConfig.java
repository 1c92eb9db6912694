package org.densesiam.model.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

/**
 * Region consistency (method.md section 4.3).
 *
 * @param weight in the total, at least 0; 0 is off
 * @param startFraction share of training after which it is switched on, in [0, 1]
 * @param variant what a region is
 * @param pseudoCategories soft masks, {@code K}, for {@link Variant#MASKS}
 * @param gridRegions sub-regions along each side of the overlap, for {@link Variant#GRID}
 * @param temperature that similarities are divided by, for {@link Variant#MASKS}; 0.1 in the
 *     released code
 * @param stopGradient whether the target side is a constant
 * @param projectorWidth channels of the projector's hidden layers and of the projection
 * @param predictorWidth channels of the predictor's hidden layer
 */
public record RegionLossConfig(
    double weight,
    double startFraction,
    Variant variant,
    int pseudoCategories,
    int gridRegions,
    double temperature,
    boolean stopGradient,
    int projectorWidth,
    int predictorWidth) {

  /** What a region is. */
  public enum Variant {
    /** Soft masks over the overlap, told apart from each other. */
    MASKS,
    /** Cells of a grid over the overlap, matched position by position, no negatives. */
    GRID
  }

  public RegionLossConfig {
    checkArgument(weight >= 0 && Double.isFinite(weight), "weight must be at least 0: %s", weight);
    checkArgument(
        startFraction >= 0 && startFraction <= 1,
        "startFraction must be in [0, 1]: %s",
        startFraction);
    checkNotNull(variant, "variant");
    checkArgument(
        pseudoCategories >= 2, "pseudoCategories must be at least 2: %s", pseudoCategories);
    checkArgument(gridRegions >= 1, "gridRegions must be at least 1: %s", gridRegions);
    checkArgument(
        temperature > 0 && Double.isFinite(temperature),
        "temperature must be above 0: %s",
        temperature);
    checkArgument(projectorWidth >= 1, "projectorWidth must be at least 1: %s", projectorWidth);
    checkArgument(predictorWidth >= 1, "predictorWidth must be at least 1: %s", predictorWidth);
  }
}
