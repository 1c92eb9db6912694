package org.densesiam.trainer.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.view.LabelledView;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.export.picture.Views;
import org.densesiam.trainer.config.FinetuneConfig;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The first views of a step with their labels, as the network got them.
 *
 * @param cellPx side of a view as drawn
 * @param most views that are drawn
 */
public record LabelledViewPicture(LabelledView view, FinetuneConfig config, int cellPx, int most)
    implements StepPicture {
  /** Views that a step draws. */
  public static final int MAX_VIEWS = 4;

  @Override
  public int fetches() {
    return 2;
  }

  @Override
  public void fetch(Session.Runner runner) {
    runner.fetch(view.image()).fetch(view.labels());
  }

  @Override
  public BufferedImage draw(Result result, int first) {
    TFloat32 images = (TFloat32) result.get(first);
    TInt32 labels = (TInt32) result.get(first + 1);
    ImmutableList.Builder<SegmentationSheet.Row> rows = ImmutableList.builder();
    for (int i = 0; i < Math.min(most, images.shape().get(0)); i++) {
      rows.add(new SegmentationSheet.Row(image(images, i), labels(labels, i), Optional.empty()));
    }
    return new SegmentationSheet(cellPx, "Labels")
        .draw(rows.build(), config.model().classes().orElse(ImmutableList.of()));
  }

  private BufferedImage image(TFloat32 images, int index) {
    int side = config.viewPx();
    float[] pixels = new float[side * side * 3];
    images.asRawTensor().data().asFloats().offset((long) index * pixels.length).read(pixels);
    return Views.ofNormalised(pixels, side, side, config.colour().mean(), config.colour().std());
  }

  private LabelMap labels(TInt32 labels, int index) {
    int side = config.viewPx();
    int[] values = new int[side * side];
    labels.asRawTensor().data().asInts().offset((long) index * values.length).read(values);
    return new LabelMap(
        side,
        side,
        ImmutableIntArray.copyOf(
            Arrays.stream(values).map(label -> label == PixelClass.IGNORED ? -1 : label)));
  }
}
