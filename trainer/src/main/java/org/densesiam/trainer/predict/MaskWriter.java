package org.densesiam.trainer.predict;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.SegmenterAsset;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.picture.CategoryPalette;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.export.picture.LegendedOverlay;
import org.densesiam.export.picture.MaskOverlay;
import org.densesiam.export.picture.Png;
import org.densesiam.export.picture.SegmentationLegend;
import org.densesiam.export.picture.Views;
import org.densesiam.export.predict.Outputs;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Label maps as PNGs whose pixels are category numbers, {@code .labels.png}, and as colours over
 * the image, {@code .overlay.png}; a segmenter's overlay has a legend at its right.
 *
 * <p>Where clusters were matched to classes, {@code .classes.png} has the numbers of classes, 255
 * for none; all pictures have the evaluation's colours, which {@code legend.png} names once for
 * all.
 */
final class MaskWriter implements AnswerWriter {
  private static final String LABELS = "labels";
  private static final String LEGEND = "legend.png";
  private static final int LEGEND_PX = 640;

  private final ResultFolder results;
  private final PhotoDecoder decoder;
  private final Optional<SegmenterAsset> segmenter;
  private final Optional<ClassMatching> matching;
  private final ImmutableList<Integer> categories; // by cluster; empty if they are their own
  private final MaskOverlay overlay = new MaskOverlay(MaskOverlay.USUAL_ALPHA);

  /**
   * A writer.
   *
   * @param segmenter what the categories of a segmenter are; empty if the model is none
   */
  MaskWriter(ResultFolder results, PhotoDecoder decoder, Optional<SegmenterAsset> segmenter) {
    this.results = results;
    this.decoder = decoder;
    this.segmenter = segmenter;
    this.matching = segmenter.flatMap(SegmenterAsset::matching);
    this.categories = segmenter.map(SegmenterAsset::categories).orElse(ImmutableList.of());
  }

  @Override
  public List<String> outputs() {
    return List.of(LABELS);
  }

  @Override
  public List<String> endings() {
    return Stream.of("labels", "classes", "overlay").map(MaskWriter::ending).toList();
  }

  private static String ending(String what) {
    return "." + what + ".png";
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
    try (PixelBudget.Share share = decoder.budget().take(photo.pixels())) {
      draw(photo, map);
    }
  }

  private void draw(PhotoFolder.Photo photo, LabelMap map) {
    RgbImage image = decode(photo);
    BufferedImage picture = Views.ofBytes(image.rgb(), image.heightPx(), image.widthPx());
    write(photo, "labels", numbers(map, image, this::colourOfCluster));
    matching.ifPresent(
        classes -> {
          LabelMap found = mapped(map, classes.classOfCluster());
          write(photo, "classes", numbers(found, image, MaskWriter::colourOfClass));
        });
    write(photo, "overlay", overlay(picture, map));
  }

  private static BufferedImage numbers(LabelMap map, RgbImage image, IntFunction<Color> colours) {
    return LabelPicture.of(map, image.heightPx(), image.widthPx(), colours);
  }

  /** That of the overlay. */
  private Color colourOfCluster(int cluster) {
    return CategoryPalette.colour(cluster < categories.size() ? categories.get(cluster) : cluster);
  }

  private static Color colourOfClass(int number) {
    return number == ClassMatching.NONE ? Color.BLACK : CategoryPalette.colour(number);
  }

  private BufferedImage overlay(BufferedImage picture, LabelMap map) {
    return segmenter
        .map(
            about ->
                new LegendedOverlay(overlay, about.categoryNames())
                    .draw(picture, mapped(map, categories)))
        .orElseGet(() -> overlay.draw(picture, map));
  }

  private void write(PhotoFolder.Photo photo, String what, BufferedImage picture) {
    results.write(photo.stem() + ending(what), Png.encode(picture));
  }

  private static LabelMap mapped(LabelMap map, ImmutableList<Integer> numbers) {
    return new LabelMap(
        map.height(),
        map.width(),
        ImmutableIntArray.copyOf(map.labels().stream().map(numbers::get)));
  }

  private RgbImage decode(PhotoFolder.Photo photo) {
    try {
      return decoder.decode(photo.file().bytes());
    } catch (IOException e) { // the very bytes were decoded before
      throw new UncheckedIOException("Cannot decode " + photo.stem() + " again", e);
    }
  }

  @Override
  public void finish() {
    matching.ifPresent(
        classes ->
            results.write(
                LEGEND,
                Png.encode(new SegmentationLegend(LEGEND_PX).draw(classes.categoryNames()))));
  }
}
