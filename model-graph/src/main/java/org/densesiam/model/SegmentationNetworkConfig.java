package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;

/**
 * The network of unsupervised segmentation, and what it is asked for (method.md sections 3 and 4).
 * A loss of weight 0 is off, and its heads are not made.
 *
 * @param precision what convolutions and matrix products compute in
 * @param decoderChannels of the dense map, 128 in the released code
 * @param headWidth channels of all hidden layers of the heads on maps, 128 in the released code
 * @param categories the main head, whose categories are the network's answer; its weight is above 0
 * @param overclustering the auxiliary head of many more categories
 * @param pseudoLabelWeight of the pseudo-label loss in the total (section 4.4), at least 0
 * @param region region consistency among the main head's categories
 * @param image image consistency, by cross-entropy as the released code has it
 */
@ConfigName("densesiam")
public record SegmentationNetworkConfig(
    BackboneConfig backbone,
    Precision precision,
    int decoderChannels,
    int headWidth,
    Head categories,
    Head overclustering,
    double pseudoLabelWeight,
    Region region,
    ImageLossConfig image)
    implements UnsupervisedNetworkConfig {

  /**
   * A head over pseudo-categories.
   *
   * @param count {@code K}, at least 2
   * @param weight of its loss in the total, at least 0; left out, the two heads share 1 so that
   *     each says as much however many categories it has: {@code ln K_other / (ln K + ln K_other)}
   */
  public record Head(int count, Optional<Double> weight) {
    public Head {
      checkArgument(count >= 2, "count must be at least 2 categories: %s", count);
      weight.ifPresent(
          w -> checkArgument(w >= 0 && Double.isFinite(w), "weight must be at least 0: %s", w));
    }
  }

  /**
   * Region consistency (section 4.3).
   *
   * @param weight in the total, at least 0; 0.1 in the released code
   * @param startFraction share of training after which it is switched on, in [0, 1]; 0.8 in the
   *     released code: the last two of ten epochs
   * @param width channels of its projector and predictor, 128 in the released code
   * @param temperature that similarities are divided by; 0.1 in the released code
   * @param stopGradient whether the target side is a constant; it is not in the released code
   */
  public record Region(
      double weight, double startFraction, int width, double temperature, boolean stopGradient) {
    public Region {
      checkWeight("weight", weight);
      checkArgument(
          startFraction >= 0 && startFraction <= 1,
          "startFraction must be in [0, 1]: %s",
          startFraction);
      checkArgument(width >= 1, "width must be at least 1: %s", width);
      checkArgument(
          temperature > 0 && Double.isFinite(temperature),
          "temperature must be above 0: %s",
          temperature);
    }
  }

  public SegmentationNetworkConfig {
    checkNotNull(backbone, "backbone");
    checkNotNull(precision, "precision");
    checkArgument(decoderChannels >= 1, "decoderChannels must be at least 1: %s", decoderChannels);
    checkArgument(headWidth >= 1, "headWidth must be at least 1: %s", headWidth);
    checkNotNull(categories, "categories");
    checkNotNull(overclustering, "overclustering");
    checkArgument(
        categories.weight().orElse(1.0) > 0,
        "categories.weight must be above 0: the main head is the network's answer");
    checkWeight("pseudoLabelWeight", pseudoLabelWeight);
    checkNotNull(region, "region");
    checkNotNull(image, "image");
  }

  private static void checkWeight(String name, double weight) {
    checkArgument(
        weight >= 0 && Double.isFinite(weight), "%s must be at least 0: %s", name, weight);
  }

  @Override
  public double weight(LossTerm term) {
    return switch (term) {
      case IMAGE -> image.weight();
      case PIXEL -> categories.weight().orElseGet(() -> share(overclustering));
      case OVERCLUSTERING -> overclustering.weight().orElseGet(() -> share(categories));
      case REGION -> region.weight();
      case PSEUDO_LABEL -> pseudoLabelWeight;
      case LABELS, WITHIN_VIEW, CROSS_VIEW -> 0;
    };
  }

  /** Weight that the other head leaves. */
  private double share(Head other) {
    return Math.log((double) other.count())
        / (Math.log((double) categories.count()) + Math.log((double) overclustering.count()));
  }

  @Override
  public int outputs() {
    return categories.count();
  }

  @Override
  public double regionStartFraction() {
    return region.startFraction();
  }

  @Override
  public SegmentationNetwork build(ModelScope scope) {
    return new SegmentationNetwork(scope, this);
  }
}
