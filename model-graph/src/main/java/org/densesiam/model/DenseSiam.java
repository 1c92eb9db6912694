package org.densesiam.model;

import com.google.common.collect.ImmutableSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.backbone.Backbone;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.loss.Agreement;
import org.densesiam.model.loss.Distance;
import org.densesiam.model.loss.GridRegions;
import org.densesiam.model.loss.ImageConsistency;
import org.densesiam.model.loss.MaskRegions;
import org.densesiam.model.loss.PixelConsistency;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The network that pre-training learns: one encoder, shared by the two views, and the heads of the
 * consistencies that the configuration asks for (method.md sections 3 and 4).
 *
 * <p>The image loss pools res5; the dense losses compare the configured stage's output.
 */
public final class DenseSiam implements SiameseNetwork {
  private final DenseSiamConfig config;
  private final Backbone backbone;
  private final Optional<ImageConsistency> image;
  private final Optional<PixelConsistency> pixel;
  private final Optional<MaskRegions> maskRegions;
  private final Optional<GridRegions> gridRegions;

  /** Makes the variables. */
  public DenseSiam(ModelScope scope, DenseSiamConfig config) {
    int pooled = config.backbone().channels(5);
    int channels = config.backbone().channels(config.denseStage());
    boolean region = config.region().weight() > 0;
    boolean masks = region && config.region().variant() == RegionLossConfig.Variant.MASKS;
    this.config = config;
    this.backbone = config.backbone().build(scope.child("backbone"));
    this.image =
        config.image().weight() > 0
            ? Optional.of(
                new ImageConsistency(scope, pooled, config.image(), Distance.NEGATIVE_COSINE))
            : Optional.empty();
    this.pixel =
        config.pixel().weight() > 0
            ? Optional.of(new PixelConsistency(scope, channels, config.pixel()))
            : Optional.empty();
    this.maskRegions =
        masks
            ? Optional.of(
                new MaskRegions(scope, channels, config.pixel().projectorWidth(), config.region()))
            : Optional.empty();
    this.gridRegions =
        region && !masks
            ? Optional.of(new GridRegions(scope, channels, config.region()))
            : Optional.empty();
  }

  @Override
  public <T extends TFloating> Losses losses(
      Twin<ForwardPass<T>> passes, Alignment alignment, ImmutableSet<LossTerm> active) {
    Twin<Features<T>> features =
        passes.with(alignment.views(), (pass, view) -> encode(pass, view.image()));
    Twin<Operand<T>> dense = features.map(f -> f.res(config.denseStage())); // [B, h, w, C]
    Map<LossTerm, Agreement> agreements = new EnumMap<>(LossTerm.class);
    if (active.contains(LossTerm.IMAGE)) {
      image.ifPresent(
          i -> agreements.put(LossTerm.IMAGE, i.apply(passes, features.map(Features::res5))));
    }
    if (active.contains(LossTerm.REGION)) {
      gridRegions.ifPresent(
          grid -> agreements.put(LossTerm.REGION, grid.apply(passes, dense, alignment)));
    }
    pixel.ifPresent(p -> agreements.putAll(dense(p, passes, dense, alignment, active)));
    return Losses.weighted(passes.first().tf(), agreements, config);
  }

  /** Pixel consistency, and the mask regions that stand on its projections. */
  private <T extends TFloating> Map<LossTerm, Agreement> dense(
      PixelConsistency pixel,
      Twin<ForwardPass<T>> passes,
      Twin<Operand<T>> features,
      Alignment alignment,
      ImmutableSet<LossTerm> active) {
    boolean masks = active.contains(LossTerm.REGION) && maskRegions.isPresent();
    Map<LossTerm, Agreement> agreements = new EnumMap<>(LossTerm.class);
    if (!active.contains(LossTerm.PIXEL) && !masks) {
      return agreements;
    }
    Twin<Operand<TFloat32>> z = pixel.projectAligned(passes, features, alignment); // [B, G, G, D]
    if (active.contains(LossTerm.PIXEL)) {
      agreements.put(LossTerm.PIXEL, pixel.apply(passes, z, alignment));
    }
    if (masks) {
      Twin<Operand<TFloat32>> points =
          alignment.sample(
              passes.map(ForwardPass::tf),
              passes.with(features, ForwardPass::toFloat),
              pixel.gridSize());
      agreements.put(LossTerm.REGION, maskRegions.get().apply(passes, points, z, alignment));
    }
    return agreements;
  }

  @Override
  public <T extends TFloating> Features<T> encode(ForwardPass<T> pass, Operand<TFloat32> image) {
    return backbone.apply(pass, pass.toCompute(image));
  }

  /**
   * Adds the soft masks of a view, {@code [B, h, w, K]} at the dense stage's stride; empty where
   * the configuration has no masks.
   */
  public <T extends TFloating> Optional<Operand<TFloat32>> masks(
      ForwardPass<T> pass, Features<T> features) {
    return maskRegions.map(
        regions ->
            regions.masks(
                pass, pixel.orElseThrow().project(pass, features.res(config.denseStage()))));
  }

  public DenseSiamConfig config() {
    return config;
  }
}
