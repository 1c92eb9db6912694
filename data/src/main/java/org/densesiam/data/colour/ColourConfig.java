package org.densesiam.data.colour;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/**
 * Colour changes, blur and normalisation of a view. Factors are drawn as torchvision's {@code
 * ColorJitter} draws them: from {@code [1 - x, 1 + x]}, hue from {@code [-x, x]} of the colour
 * circle.
 */
public record ColourConfig(
    @Key(
            value =
                "chance of colour changes: one draw for all with order random, one for each with"
                    + " order fixed",
            range = "[0, 1]")
        double jitterProbability,
    @Key(value = "strength of the change", range = "[0, 1]") double brightness,
    @Key(value = "strength of the change", range = "[0, 1]") double contrast,
    @Key(value = "strength of the change", range = "[0, 1]") double saturation,
    @Key(value = "strength of the change, as a share of the colour circle", range = "[0, 0.5]")
        double hue,
    @Key("of the four changes: drawn anew for each batch, or as they stand here") Order order,
    @Key(value = "chance of a grey view", range = "[0, 1]") double greyProbability,
    @Key(value = "chance of a Gaussian blur", range = "[0, 1]") double blurProbability,
    @Key(
            value =
                "smallest standard deviation of the blur, in pixels of a picture blurReferencePx"
                    + " wide",
            range = "(0, )")
        double blurSigmaMin,
    @Key(value = "largest standard deviation of the blur, at least blurSigmaMin", range = "(0, )")
        double blurSigmaMax,
    @Key(
            value =
                "side of the picture in whose pixels the blur is given; another is blurred by"
                    + " the same share of its own",
            range = "[1, )",
            unit = "pixels")
        int blurReferencePx,
    @Key(
            "a pixel's numbers between one change and the next: all of them, or whole ones as in"
                + " Pillow")
        Values values,
    @Key("of red, green, blue, subtracted from the view in [0, 1]") List<Double> mean,
    @Key("of red, green, blue, each above 0, by which the view is divided") List<Double> std) {

  private static final ImmutableList<Double> IMAGENET_MEAN = ImmutableList.of(0.485, 0.456, 0.406);
  private static final ImmutableList<Double> IMAGENET_STD = ImmutableList.of(0.229, 0.224, 0.225);

  public ColourConfig {
    KeyRange.check(
        ColourConfig.class,
        jitterProbability,
        brightness,
        contrast,
        saturation,
        hue,
        order,
        greyProbability,
        blurProbability,
        blurSigmaMin,
        blurSigmaMax,
        blurReferencePx,
        values,
        mean,
        std);
    checkArgument(
        blurSigmaMin <= blurSigmaMax,
        "blur sigmas must satisfy 0 < blurSigmaMin <= blurSigmaMax: blurSigmaMin is %s,"
            + " blurSigmaMax is %s",
        blurSigmaMin,
        blurSigmaMax);
    mean = ImmutableList.copyOf(mean);
    std = ImmutableList.copyOf(std);
    checkArgument(mean.size() == 3, "mean must have 3 values, red, green, blue: %s", mean);
    checkArgument(
        std.size() == 3 && std.stream().allMatch(s -> s > 0),
        "std must have 3 values above 0, red, green, blue: %s",
        std);
  }

  /** SimSiam's recipe for ImageNet (method.md section 5, pre-training). */
  public static ColourConfig simSiam() {
    return new ColourConfig(
        0.8,
        0.4,
        0.4,
        0.4,
        0.1,
        Order.RANDOM,
        0.2,
        0.5,
        0.1,
        2.0,
        224,
        Values.REAL,
        IMAGENET_MEAN,
        IMAGENET_STD);
  }

  /**
   * The released code's recipe for unsupervised segmentation (method.md section 5), with the blur
   * that it makes in fact (section 7): sigma U(0, 1.8) at 640 px.
   */
  public static ColourConfig segmentation() {
    return new ColourConfig(
        0.8,
        0.3,
        0.3,
        0.3,
        0.1,
        Order.FIXED,
        0.2,
        0.5,
        0.01,
        1.8,
        640,
        Values.REAL,
        IMAGENET_MEAN,
        IMAGENET_STD);
  }

  /** The smallest standard deviation of the blur in pixels of a picture of the given side. */
  double blurSigmaMinPx(int sidePx) {
    return blurSigmaMin * sidePx / blurReferencePx;
  }

  /** The largest standard deviation of the blur in pixels of a picture of the given side. */
  double blurSigmaMaxPx(int sidePx) {
    return blurSigmaMax * sidePx / blurReferencePx;
  }

  /** In which order the four colour changes of {@link ColourConfig} come, and what is drawn. */
  public enum Order {
    /**
     * Drawn anew for each batch and each of its two sides; one draw with {@code jitterProbability}
     * decides on all four changes of a view (SimSiam's recipe).
     */
    RANDOM,
    /**
     * Brightness, contrast, saturation, hue; each change of a view has its own draw with {@code
     * jitterProbability} (the released segmentation recipe).
     */
    FIXED
  }

  /**
   * What is left of a pixel's numbers, always in 0..255, between one colour change and the next.
   */
  public enum Values {
    /** All of them. */
    REAL,
    /**
     * Whole numbers, as in Pillow, which the released segmentation recipe colours with: brightness,
     * contrast and saturation drop what is behind the point, the others round. Hue is turned
     * exactly and rounded then, where Pillow rounds hue and saturation, too.
     */
    BYTES
  }
}
