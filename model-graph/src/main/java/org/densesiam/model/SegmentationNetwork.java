package org.densesiam.model;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.loss.Agreement;
import org.densesiam.model.loss.CategoryConsistency;
import org.densesiam.model.loss.Distance;
import org.densesiam.model.loss.ImageConsistency;
import org.densesiam.model.loss.PseudoLabels;
import org.densesiam.model.loss.RegionContrast;
import org.densesiam.model.loss.TargetGradient;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The network that learns to segment without labels (method.md sections 2 to 4): backbone, feature
 * pyramid, and two heads over pseudo-categories, of which the main one's largest is the answer.
 * Computes what the authors' released code computes, under its names of the variables.
 *
 * <p>View 2's dense features are brought to view 1's cells; from there on the two views are maps of
 * one shape, {@code [B, h, w, D]} at stride 4.
 */
public final class SegmentationNetwork implements UnsupervisedNetworkConfig.Network {
  private static final ImmutableSet<LossTerm> ABOUT_CATEGORIES =
      ImmutableSet.of(LossTerm.PIXEL, LossTerm.PSEUDO_LABEL, LossTerm.REGION);

  private final SegmentationNetworkConfig config;
  private final DenseEncoder encoder;
  private final CategoryConsistency categories;
  private final Optional<CategoryConsistency> overclustering;
  private final Optional<RegionContrast> regions;
  private final Optional<ImageConsistency> image;

  /** Makes the variables. */
  public SegmentationNetwork(ModelScope scope, SegmentationNetworkConfig config) {
    int channels = config.decoderChannels();
    this.config = config;
    this.encoder = new DenseEncoder(scope, config.backbone(), channels);
    this.categories =
        new CategoryConsistency(
            scope, "", channels, config.headWidth(), config.categories().count());
    this.overclustering =
        when(
            LossTerm.OVERCLUSTERING,
            () ->
                new CategoryConsistency(
                    scope, "aux_", channels, config.headWidth(), config.overclustering().count()));
    this.regions = when(LossTerm.REGION, () -> regions(scope, channels, config.region()));
    this.image =
        when(
            LossTerm.IMAGE,
            () ->
                new ImageConsistency(
                    scope, config.backbone().channels(5), config.image(), Distance.CROSS_ENTROPY));
  }

  private <X> Optional<X> when(LossTerm term, Supplier<X> made) {
    return config.weight(term) > 0 ? Optional.of(made.get()) : Optional.empty();
  }

  private static RegionContrast regions(
      ModelScope scope, int channels, SegmentationNetworkConfig.Region region) {
    return new RegionContrast(
        scope,
        channels,
        region.width(),
        region.width(),
        region.temperature(),
        TargetGradient.stoppedIf(region.stopGradient()));
  }

  @Override
  public <T extends TFloating> Losses losses(
      Twin<ForwardPass<T>> passes, Alignment alignment, ImmutableSet<LossTerm> active) {
    Ops tf = passes.first().tf();
    Operand<TFloat32> counted = alignment.sampleWeights(tf); // [B]
    Twin<Features<T>> features =
        passes.with(alignment.views(), (pass, view) -> encode(pass, view.image()));
    Twin<Operand<T>> dense = encoder.aligned(passes, features, alignment); // [B, h, w, D]

    Map<LossTerm, Agreement> agreements = new EnumMap<>(LossTerm.class);
    if (!Collections.disjoint(active, ABOUT_CATEGORIES)) {
      agreements.putAll(aboutCategories(passes, dense, counted, active));
    }
    if (active.contains(LossTerm.OVERCLUSTERING)) {
      overclustering.ifPresent(
          head ->
              agreements.put(
                  LossTerm.OVERCLUSTERING,
                  head.apply(passes, passes.with(dense, head::<T>project), counted)));
    }
    if (active.contains(LossTerm.IMAGE)) {
      image.ifPresent(
          i -> agreements.put(LossTerm.IMAGE, i.apply(passes, features.map(Features::res5))));
    }
    return Losses.weighted(tf, agreements, config);
  }

  /** The losses that stand on the main head's logits. */
  private <T extends TFloating> Map<LossTerm, Agreement> aboutCategories(
      Twin<ForwardPass<T>> passes,
      Twin<Operand<T>> dense,
      Operand<TFloat32> counted,
      ImmutableSet<LossTerm> active) {
    Ops tf = passes.first().tf();
    Twin<Operand<T>> logits = passes.with(dense, categories::<T>project); // [B, h, w, K]
    Twin<Operand<TFloat32>> z = passes.with(logits, ForwardPass::toFloat);
    Map<LossTerm, Agreement> agreements = new EnumMap<>(LossTerm.class);
    if (active.contains(LossTerm.PIXEL)) {
      Agreement pixel = categories.apply(passes, logits, counted);
      agreements.put(
          LossTerm.PIXEL,
          new Agreement(pixel.loss(), CategoryConsistency.meters(passes.first(), z)));
    }
    if (active.contains(LossTerm.PSEUDO_LABEL)) {
      agreements.put(
          LossTerm.PSEUDO_LABEL,
          new Agreement(PseudoLabels.loss(passes.first(), z), ImmutableMap.of()));
    }
    if (active.contains(LossTerm.REGION)) {
      Twin<Operand<TFloat32>> features = passes.with(dense, ForwardPass::toFloat);
      regions.ifPresent(
          contrast ->
              agreements.put(
                  LossTerm.REGION,
                  contrast.apply(passes, features, z.map(tf.nn::softmax), counted)));
    }
    return agreements;
  }

  @Override
  public <T extends TFloating> Features<T> encode(ForwardPass<T> pass, Operand<TFloat32> image) {
    return encoder.encode(pass, image);
  }

  /** The main head's projection, without the predictor (method.md section 6). */
  @Override
  public <T extends TFloating> Operand<TFloat32> logits(
      ForwardPass<T> pass, Operand<TFloat32> image) {
    return pass.toFloat(categories.project(pass, encoder.dense(pass, encode(pass, image))));
  }

  public SegmentationNetworkConfig config() {
    return config;
  }
}
