package org.densesiam.trainer.picture;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.data.view.ViewBox;
import org.densesiam.export.picture.Views;
import org.densesiam.trainer.config.SiameseConfig;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** The pairs of views of a batch, as the network got them, in Java's memory. */
public final class ViewSamples {
  /** Results that {@link #fetch} asks for. */
  public static final int FETCHES = 6;

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
   * Copies what {@link #fetch} asked for out of native memory.
   *
   * @param first index of its first result
   */
  public ViewSamples(Result result, int first) {
    this.sizePx = (int) result.get(first).shape().get(1);
    this.view1 = flat((TFloat32) result.get(first));
    this.view2 = flat((TFloat32) result.get(first + 1));
    this.box1 = StdArrays.array2dCopyOf((TFloat32) result.get(first + 2));
    this.box2 = StdArrays.array2dCopyOf((TFloat32) result.get(first + 3));
    this.flip1 = StdArrays.array1dCopyOf((TBool) result.get(first + 4));
    this.flip2 = StdArrays.array1dCopyOf((TBool) result.get(first + 5));
  }

  /** Asks for the views of a batch. */
  public static void fetch(Session.Runner runner, ViewPairBatch batch, Twin<View> views) {
    runner
        .fetch(views.first().image())
        .fetch(views.second().image())
        .fetch(batch.box1())
        .fetch(batch.box2())
        .fetch(batch.flip1())
        .fetch(batch.flip2());
  }

  private static float[] flat(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  /** {@code B}. */
  int count() {
    return flip1.length;
  }

  /** One of the pairs; its source is not at hand. */
  ViewPair pair(int index, SiameseConfig config) {
    return new ViewPair(
        Optional.empty(),
        picture(view1, index, config),
        picture(view2, index, config),
        ViewBox.of(box1[index]),
        ViewBox.of(box2[index]),
        flip1[index],
        flip2[index],
        config.views().minOverlapArea());
  }

  /** A sheet of the first pairs, with what is compared of them. */
  public BufferedImage sheet(SiameseConfig config) {
    ImmutableList.Builder<ViewPair> pairs = ImmutableList.builder();
    for (int i = 0; i < Math.min(MAX_PAIRS, count()); i++) {
      pairs.add(pair(i, config));
    }
    return new ViewPairSheet(CELL_PX).draw(pairs.build());
  }

  private BufferedImage picture(float[] views, int index, SiameseConfig config) {
    int length = sizePx * sizePx * 3;
    float[] view = new float[length];
    System.arraycopy(views, index * length, view, 0, length);
    return Views.ofNormalised(view, sizePx, sizePx, config.colour().mean(), config.colour().std());
  }
}
