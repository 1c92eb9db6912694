package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.view.ViewBox;
import org.densesiam.export.picture.Views;
import org.densesiam.trainer.log.ImageReport;
import org.densesiam.trainer.picture.ViewPair;
import org.densesiam.trainer.picture.ViewPairSheet;
import org.tensorflow.Result;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** The first pairs of views of a batch, as the network got them, in Java's memory. */
final class ViewSamples {
  private static final int MAX_PAIRS = 4;
  private static final int CELL_PX = 160;

  private final int sizePx;
  private final float[] view1; // [B, P, P, 3], normalised
  private final float[] view2;
  private final float[][] box1; // [B][4], (y0, x0, y1, x1) in the source image
  private final float[][] box2;
  private final boolean[] flip1; // [B]
  private final boolean[] flip2;

  /**
   * Copies six results out of native memory: views, boxes, flips, view 1's before view 2's.
   *
   * @param first index of the first
   */
  ViewSamples(Result result, int first) {
    this.sizePx = (int) result.get(first).shape().get(1);
    this.view1 = flat((TFloat32) result.get(first));
    this.view2 = flat((TFloat32) result.get(first + 1));
    this.box1 = StdArrays.array2dCopyOf((TFloat32) result.get(first + 2));
    this.box2 = StdArrays.array2dCopyOf((TFloat32) result.get(first + 3));
    this.flip1 = StdArrays.array1dCopyOf((TBool) result.get(first + 4));
    this.flip2 = StdArrays.array1dCopyOf((TBool) result.get(first + 5));
  }

  private static float[] flat(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  /** A sheet of the pairs, with their overlap drawn; the sources are not at hand. */
  ImageReport report(long step, ColourConfig colour) {
    ImmutableList.Builder<ViewPair> pairs = ImmutableList.builder();
    for (int i = 0; i < Math.min(MAX_PAIRS, flip1.length); i++) {
      pairs.add(
          new ViewPair(
              Optional.empty(),
              picture(view1, i, colour),
              picture(view2, i, colour),
              ViewBox.of(box1[i]),
              ViewBox.of(box2[i]),
              flip1[i],
              flip2[i]));
    }
    return new ImageReport(
        step, ImmutableMap.of("views", new ViewPairSheet(CELL_PX).draw(pairs.build())));
  }

  private BufferedImage picture(float[] views, int index, ColourConfig colour) {
    int length = sizePx * sizePx * 3;
    float[] view = new float[length];
    System.arraycopy(views, index * length, view, 0, length);
    return Views.ofNormalised(view, sizePx, sizePx, colour.mean(), colour.std());
  }
}
