package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;

/**
 * What a caller of a backbone needs to know beside its signatures, in {@code
 * assets.extra/backbone.json}: {@code {"sidePx" : 128, "denseStage" : 5}}.
 *
 * @param sidePx short side of images that the network knows best, that of a view in training, and
 *     {@code S} of {@code image_bytes}
 * @param denseStage whose output the dense losses compared, 2 to 5: {@code res2} to {@code res5}
 */
public record BackboneAsset(int sidePx, int denseStage) {
  /** Name of the file. */
  public static final String FILE = "backbone.json";

  public BackboneAsset {
    checkArgument(sidePx >= 1, "sidePx must be at least 1: %s", sidePx);
    checkArgument(denseStage >= 2 && denseStage <= 5, "denseStage must be 2 to 5: %s", denseStage);
  }

  /** The output of {@code serving_default} whose cells are told apart best. */
  public String denseOutput() {
    return "res" + denseStage;
  }

  /** Indented, with a newline at the end. */
  public String toJson() {
    return AssetJson.write(this);
  }

  /**
   * Reads {@link #toJson} back.
   *
   * @param model folder that it comes from, for errors
   * @throws IllegalArgumentException if it cannot be read
   */
  public static BackboneAsset parse(String json, Path model) {
    return AssetJson.parse(json, BackboneAsset.class, FILE, model);
  }
}
