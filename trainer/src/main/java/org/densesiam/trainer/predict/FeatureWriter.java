package org.densesiam.trainer.predict;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.densesiam.export.picture.Png;
import org.densesiam.export.predict.Outputs;
import org.densesiam.trainer.picture.FeatureColours;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Features as {@code .npy} files, a file for each output, and one of the maps in colours, {@code
 * .features.png}: the three directions in which it varies most become red, green and blue.
 *
 * <p>The directions are those of the first {@value #MAPS_TO_FIT} images, so that colours mean the
 * same in all of them and no more than that has to wait.
 */
final class FeatureWriter implements AnswerWriter {
  private static final int MAPS_TO_FIT = 32;
  private static final String PICTURE = ".features.png";

  private final ResultFolder results;
  private final PixelBudget budget;
  private final ImmutableList<String> outputs;
  private final Optional<String> pictured;
  private final List<Waiting> waiting = new ArrayList<>();
  private @Nullable FeatureColours colours; // once fitted

  private record Waiting(PhotoFolder.Photo photo, FeatureColours.FeatureMap map) {}

  /**
   * A writer of some outputs.
   *
   * @param budget for pictures
   * @param pictured which of them, {@code [N, h, w, C]}, is drawn
   */
  FeatureWriter(
      ResultFolder results, PixelBudget budget, List<String> outputs, Optional<String> pictured) {
    this.results = results;
    this.budget = budget;
    this.outputs = ImmutableList.copyOf(outputs);
    this.pictured = pictured;
  }

  @Override
  public List<String> outputs() {
    return outputs;
  }

  @Override
  public List<String> endings() {
    Stream<String> picture = pictured.stream().map(name -> PICTURE);
    return Stream.concat(picture, outputs.stream().map(FeatureWriter::ending)).toList();
  }

  private static String ending(String output) {
    return "." + output + ".npy";
  }

  @Override
  public void write(List<PhotoFolder.Photo> photos, Outputs answers) {
    IntStream.range(0, photos.size())
        .parallel()
        .forEach(n -> writeArrays(photos.get(n), answers, n));
    pictured.ifPresent(
        name -> {
          for (int n = 0; n < photos.size(); n++) {
            waiting.add(new Waiting(photos.get(n), map(answers.floats(name).get(n))));
          }
          if (colours != null || waiting.size() >= MAPS_TO_FIT) {
            drawWaiting();
          }
        });
  }

  private void writeArrays(PhotoFolder.Photo photo, Outputs answers, int n) {
    for (String name : outputs) {
      FloatNdArray array = answers.floats(name).get(n);
      results.write(
          photo.stem() + ending(name), NpyFile.encode(values(array), array.shape().asArray()));
    }
  }

  private static FeatureColours.FeatureMap map(FloatNdArray array) {
    return FeatureColours.FeatureMap.of(
        values(array),
        (int) array.shape().get(0),
        (int) array.shape().get(1),
        (int) array.shape().get(2));
  }

  private static float[] values(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  @Override
  public void finish() {
    if (!waiting.isEmpty()) {
      drawWaiting();
    }
  }

  private void drawWaiting() {
    FeatureColours fitted = colours;
    if (fitted == null) {
      fitted = FeatureColours.fit(waiting.stream().map(Waiting::map).toList());
      colours = fitted;
    }
    FeatureColours drawing = fitted;
    waiting.parallelStream().forEach(each -> draw(each, drawing));
    waiting.clear();
  }

  private void draw(Waiting each, FeatureColours drawing) {
    PhotoFolder.Photo photo = each.photo();
    try (PixelBudget.Share share = budget.take(photo.pixels())) {
      BufferedImage picture =
          Png.scaled(drawing.draw(each.map()), photo.widthPx(), photo.heightPx(), false);
      results.write(photo.stem() + PICTURE, Png.encode(picture));
    }
  }
}
