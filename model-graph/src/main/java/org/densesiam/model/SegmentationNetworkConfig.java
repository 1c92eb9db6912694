package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;

/**
 * The network of unsupervised segmentation, and what it is asked for (method.md sections 3 and 4).
 * A loss of weight 0 is off, and its heads are not made.
 */
@ConfigName("densesiam")
public record SegmentationNetworkConfig(
    @Key("which residual network") BackboneConfig backbone,
    @Key(
            "what convolutions and matrix products compute in; bf16 on a GPU, or a CPU with"
                + " avx512_bf16 or amx_bf16")
        Precision precision,
    @Key(value = "of the dense map, 128 in the released code", range = "[1, )") int decoderChannels,
    @Key(
            value = "channels of all hidden layers of the heads on maps, 128 in the released code",
            range = "[1, )")
        int headWidth,
    @Key("the main head: its categories are the network's answer, and its weight is above 0")
        Head categories,
    @Key("the auxiliary head of many more categories") Head overclustering,
    @Key(
            value = "of the pseudo-label loss in the total (method.md section 4.4); 0 is off",
            range = "[0, )")
        double pseudoLabelWeight,
    @Key("region consistency among the main head's categories (method.md section 4.3)")
        Region region,
    @Key("image consistency (method.md section 4.1)") ImageLossConfig image)
    implements UnsupervisedNetworkConfig {

  /** A head over pseudo-categories. */
  public record Head(
      @Key(value = "how many, K", range = "[2, )", unit = "categories") int count,
      @Key(
              value = "of its loss in the total",
              range = "[0, )",
              absent = "the heads share 1, ln K_other / (ln K + ln K_other)")
          Optional<Double> weight) {
    public Head {
      KeyRange.check(Head.class, count, weight);
    }
  }

  /** Region consistency (section 4.3). */
  public record Region(
      @Key(value = "of this loss in the total; 0 is off; 0.1 in the released code", range = "[0, )")
          double weight,
      @Key(
              value = "share of training after which it is switched on; 0.8 in the released code",
              range = "[0, 1]")
          double startFraction,
      @Key(
              value = "channels of its projector and predictor, 128 in the released code",
              range = "[1, )")
          int width,
      @Key(value = "that similarities are divided by; 0.1 in the released code", range = "(0, )")
          double temperature,
      @Key("whether the target side is a constant; it is not in the released code")
          boolean stopGradient) {
    public Region {
      KeyRange.check(Region.class, weight, startFraction, width, temperature, stopGradient);
    }
  }

  public SegmentationNetworkConfig {
    KeyRange.check(
        SegmentationNetworkConfig.class,
        backbone,
        precision,
        decoderChannels,
        headWidth,
        categories,
        overclustering,
        pseudoLabelWeight,
        region,
        image);
    checkArgument(
        categories.weight().orElse(1.0) > 0,
        "categories.weight must be above 0: the main head is the network's answer");
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
