package org.densesiam.model;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.densesiam.data.view.LabelledView;
import org.densesiam.model.backbone.Backbone;
import org.densesiam.model.decoder.FeaturePyramid;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.loss.LabelCrossEntropy;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Passes;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The network that learns to segment from labels: backbone and feature pyramid as {@link
 * SegmentationNetwork} has them, under the same names, and a 1x1 convolution with bias as the
 * classifier of the dense map (semantic FPN, Kirillov et al., CVPR 2019, arXiv 1901.02446, without
 * its upsampling stages).
 */
public final class SupervisedNetwork implements SegmentingNetwork<LabelledView> {
  private final SupervisedNetworkConfig config;
  private final Backbone backbone;
  private final FeaturePyramid decoder;
  private final Linear classifier;

  /** Makes the variables. */
  public SupervisedNetwork(ModelScope scope, SupervisedNetworkConfig config) {
    int channels = config.decoderChannels();
    this.config = config;
    this.backbone = config.backbone().build(scope.child("backbone").ofBackbone());
    this.decoder = new FeaturePyramid(scope.child("decoder"), config.backbone(), channels);
    this.classifier =
        new Linear(
            scope.child("classifier"), Linear.Over.MAPS, channels, config.outputs(), true);
  }

  @Override
  public <T extends TFloating> Losses losses(
      Passes<T> passes, LabelledView view, ImmutableSet<LossTerm> active) {
    ForwardPass<T> pass = passes.next("labelled");
    ForwardPass<T> encoder = config.isBackboneFrozen() ? passes.frozen("frozen") : pass;
    Operand<TFloat32> logits = logits(encoder, pass, view.image());
    return Losses.weighted(
        pass.tf(),
        ImmutableMap.of(LossTerm.LABELS, LabelCrossEntropy.of(pass, logits, view.labels())),
        config);
  }

  @Override
  public <T extends TFloating> Operand<TFloat32> logits(
      ForwardPass<T> pass, Operand<TFloat32> image) {
    return logits(pass, pass, image);
  }

  private <T extends TFloating> Operand<TFloat32> logits(
      ForwardPass<T> encoder, ForwardPass<T> pass, Operand<TFloat32> image) {
    Operand<T> dense = // [B, H/4, W/4, D]
        decoder.apply(pass, backbone.apply(encoder, encoder.toCompute(image)));
    return pass.toFloat(classifier.apply(pass, dense));
  }
}
