package org.densesiam.trainer.eval;

import com.google.common.primitives.ImmutableIntArray;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.densesiam.data.record.PixelClass;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.export.picture.Views;
import org.tensorflow.types.TUint8;

/** Cuts single images out of a batch. */
final class Samples {
  private static final int NO_CATEGORY = -1;

  private final TUint8 pixels; // [B, P, P, 3]
  private final int[] labels; // [B, P, P]
  private final int[] predicted; // [B, P, P]
  private final int sizePx;

  Samples(TUint8 pixels, int[] labels, int[] predicted, int sizePx) {
    this.pixels = pixels;
    this.labels = labels;
    this.predicted = predicted;
    this.sizePx = sizePx;
  }

  /** Image {@code index} of the batch. */
  Sample sample(int index) {
    int area = sizePx * sizePx;
    int[] truth =
        Arrays.stream(labels, index * area, (index + 1) * area)
            .map(label -> label == PixelClass.IGNORED ? NO_CATEGORY : label)
            .toArray();
    int[] clusters = Arrays.copyOfRange(predicted, index * area, (index + 1) * area);
    byte[] rgb =
        Arrays.copyOfRange(Tensors.bytes(pixels), 3 * index * area, 3 * (index + 1) * area);
    return new Sample(Views.ofBytes(rgb, sizePx, sizePx), map(clusters), map(truth));
  }

  private LabelMap map(int[] values) {
    return new LabelMap(sizePx, sizePx, ImmutableIntArray.copyOf(values));
  }

  /**
   * One of the images that were evaluated, to look at.
   *
   * @param image {@code P x P} px
   * @param predicted the cluster of each pixel
   * @param truth the class of each pixel; -1 where it is ignored
   */
  public record Sample(BufferedImage image, LabelMap predicted, LabelMap truth) {}
}
