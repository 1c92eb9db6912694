package org.densesiam.model.loss;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/** Region consistency (method.md section 4.3). */
public record RegionLossConfig(
    @Key(value = "of this loss in the total; 0 is off", range = "[0, )") double weight,
    @Key(value = "share of training after which it is switched on", range = "[0, 1]")
        double startFraction,
    @Key("what a region is: soft masks told apart from each other, or cells of a grid")
        Variant variant,
    @Key(value = "soft masks, for variant masks", range = "[2, )") int pseudoCategories,
    @Key(value = "cells along each side of the overlap, for variant grid", range = "[1, )")
        int gridRegions,
    @Key(
            value = "that similarities are divided by, for variant masks; 0.1 in the released code",
            range = "(0, )")
        double temperature,
    @Key("whether the target side is a constant") boolean stopGradient,
    @Key(value = "channels of the projector's hidden layers and of the projection", range = "[1, )")
        int projectorWidth,
    @Key(value = "channels of the predictor's hidden layer", range = "[1, )") int predictorWidth) {

  /** What a region is. */
  public enum Variant {
    /** Soft masks over the overlap, told apart from each other. */
    MASKS,
    /** Cells of a grid over the overlap, matched position by position, no negatives. */
    GRID
  }

  public RegionLossConfig {
    KeyRange.check(
        RegionLossConfig.class,
        weight,
        startFraction,
        variant,
        pseudoCategories,
        gridRegions,
        temperature,
        stopGradient,
        projectorWidth,
        predictorWidth);
  }
}
