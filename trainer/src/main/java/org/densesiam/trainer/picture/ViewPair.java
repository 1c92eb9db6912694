package org.densesiam.trainer.picture;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.densesiam.data.view.ViewBox;

/**
 * Two views of one image, as the network sees them.
 *
 * @param source the whole image, unchanged; empty where only the views are at hand
 * @param view1 after all augmentation, mirrored already if {@code flipped1}
 * @param view2 after all augmentation, mirrored already if {@code flipped2}
 * @param box1 where {@code view1} lies in {@code source}
 * @param box2 where {@code view2} lies in {@code source}
 * @param flipped1 whether {@code view1} is mirrored left-right
 * @param flipped2 whether {@code view2} is mirrored left-right
 * @param minOverlapArea share of the image that the overlap must have to count in training
 */
public record ViewPair(
    Optional<BufferedImage> source,
    BufferedImage view1,
    BufferedImage view2,
    ViewBox box1,
    ViewBox box2,
    boolean flipped1,
    boolean flipped2,
    double minOverlapArea) {

  /** With another source image, or none. */
  public ViewPair withSource(Optional<BufferedImage> image) {
    return new ViewPair(image, view1, view2, box1, box2, flipped1, flipped2, minOverlapArea);
  }

  /** What both views show and are compared on, in the source image; empty when that is nothing. */
  public Optional<ViewBox> overlap() {
    return box1.overlap(box2, minOverlapArea);
  }
}
