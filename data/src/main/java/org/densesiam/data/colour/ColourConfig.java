package org.densesiam.data.colour;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * Colour changes, blur and normalisation of a view. Factors are drawn as torchvision's {@code
 * ColorJitter} draws them: from {@code [1 - x, 1 + x]}, hue from {@code [-x, x]} of the colour
 * circle.
 *
 * @param jitterProbability chance of colour changes, in {@code [0, 1]}; see {@link Order}
 * @param brightness strength, in {@code [0, 1]}
 * @param contrast strength, in {@code [0, 1]}
 * @param saturation strength, in {@code [0, 1]}
 * @param hue strength as a share of the colour circle, in {@code [0, 0.5]}
 * @param order in which order the four changes come
 * @param greyProbability chance of a grey view, in {@code [0, 1]}
 * @param blurProbability chance of a Gaussian blur, in {@code [0, 1]}
 * @param blurSigmaMin smallest standard deviation of the blur, above 0, in pixels of a picture
 *     whose side is {@code blurReferencePx}; one of another side is blurred by the same share of
 *     its own
 * @param blurSigmaMax largest standard deviation of the blur, in the same pixels
 * @param blurReferencePx side of the picture in whose pixels the blur is given, at least 1
 * @param values what is left of a pixel's numbers between one change and the next
 * @param mean of red, green, blue, subtracted from the view in {@code [0, 1]}
 * @param std of red, green, blue, by which the view is divided, above 0
 */
public record ColourConfig(
    double jitterProbability,
    double brightness,
    double contrast,
    double saturation,
    double hue,
    Order order,
    double greyProbability,
    double blurProbability,
    double blurSigmaMin,
    double blurSigmaMax,
    int blurReferencePx,
    Values values,
    List<Double> mean,
    List<Double> std) {

  private static final ImmutableList<Double> IMAGENET_MEAN = ImmutableList.of(0.485, 0.456, 0.406);
  private static final ImmutableList<Double> IMAGENET_STD = ImmutableList.of(0.229, 0.224, 0.225);

  public ColourConfig {
    checkShare("jitterProbability", jitterProbability);
    checkShare("brightness", brightness);
    checkShare("contrast", contrast);
    checkShare("saturation", saturation);
    checkArgument(hue >= 0 && hue <= 0.5, "hue must be in [0, 0.5]: %s", hue);
    checkShare("greyProbability", greyProbability);
    checkShare("blurProbability", blurProbability);
    checkArgument(
        blurSigmaMin > 0 && blurSigmaMin <= blurSigmaMax && Double.isFinite(blurSigmaMax),
        "blur sigmas must satisfy 0 < blurSigmaMin <= blurSigmaMax: blurSigmaMin is %s,"
            + " blurSigmaMax is %s",
        blurSigmaMin,
        blurSigmaMax);
    checkArgument(
        blurReferencePx >= 1, "blurReferencePx must be at least 1 pixel: %s", blurReferencePx);
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

  private static void checkShare(String name, double value) {
    checkArgument(value >= 0 && value <= 1, "%s must be in [0, 1]: %s", name, value);
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
