package org.densesiam.trainer.predict;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.export.picture.MaskOverlay;
import org.densesiam.export.picture.Png;
import org.densesiam.export.picture.SegmentationLegend;
import org.densesiam.export.picture.Views;
import org.densesiam.export.predict.Outputs;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Label maps as single-channel PNGs whose pixels are category numbers, {@code .labels.png}, and as
 * colours over the image, {@code .overlay.png}.
 *
 * <p>Where clusters were matched to classes, {@code .classes.png} has the numbers of classes, 255
 * for none; overlays have the evaluation's colours, which {@code legend.png} names once for all.
 *
 * <p>8 bits a pixel, or 16 where a category is above 255.
 */
final class MaskWriter implements AnswerWriter {
  private static final String LABELS = "labels";
  private static final String LEGEND = "legend.png";
  private static final int LEGEND_PX = 640;
  private static final double OVERLAY_ALPHA = 0.6;

  private final ResultFolder results;
  private final ImageCodec codec;
  private final Optional<ClassMatching> matching;
  private final MaskOverlay overlay = new MaskOverlay(OVERLAY_ALPHA);

  MaskWriter(ResultFolder results, ImageCodec codec, Optional<ClassMatching> matching) {
    this.results = results;
    this.codec = codec;
    this.matching = matching;
  }

  @Override
  public List<String> outputs() {
    return List.of(LABELS);
  }

  @Override
  public void write(List<PhotoFolder.Photo> photos, Outputs answers) {
    IntNdArray labels = answers.ints(LABELS); // [N, H, W]
    IntStream.range(0, photos.size()).parallel().forEach(n -> write(photos.get(n), labels.get(n)));
  }

  private void write(PhotoFolder.Photo photo, IntNdArray labels) {
    int heightPx = (int) labels.shape().get(0);
    int widthPx = (int) labels.shape().get(1);
    int[] values = new int[heightPx * widthPx];
    labels.copyTo(DataBuffers.of(values, false, false));
    LabelMap map = new LabelMap(heightPx, widthPx, ImmutableIntArray.copyOf(values));
    RgbImage image = decode(photo);
    BufferedImage picture = Views.ofBytes(image.rgb(), image.heightPx(), image.widthPx());
    writeNumbers(photo, "labels", map, image);
    matching.ifPresent(
        classes -> writeNumbers(photo, "classes", mapped(map, classes.classOfCluster()), image));
    LabelMap coloured = matching.map(classes -> mapped(map, classes.categories())).orElse(map);
    results.write(photo.stem() + ".overlay.png", Png.encode(overlay.draw(picture, coloured)));
  }

  private void writeNumbers(PhotoFolder.Photo photo, String what, LabelMap map, RgbImage image) {
    results.write(
        photo.stem() + "." + what + ".png",
        Png.encode(LabelPicture.of(map, image.heightPx(), image.widthPx())));
  }

  private static LabelMap mapped(LabelMap map, ImmutableList<Integer> numbers) {
    return new LabelMap(
        map.height(),
        map.width(),
        ImmutableIntArray.copyOf(map.labels().stream().map(numbers::get)));
  }

  private RgbImage decode(PhotoFolder.Photo photo) {
    try {
      return codec.decode(photo.file().bytes());
    } catch (IOException e) { // the very bytes were decoded before
      throw new UncheckedIOException("Cannot decode " + photo.stem() + " again", e);
    }
  }

  @Override
  public void finish() {
    matching.ifPresent(
        classes ->
            results.write(
                LEGEND, Png.encode(new SegmentationLegend(LEGEND_PX).draw(classes.classes()))));
  }
}
