package org.densesiam.export.api;

import static com.google.common.base.Preconditions.checkElementIndex;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.densesiam.export.SegmenterAsset;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.export.picture.LegendedOverlay;
import org.densesiam.export.picture.MaskOverlay;
import org.densesiam.export.picture.Views;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A category for each pixel of an image, and how sure the network is of it. Immutable.
 *
 * <p>Kept at the size at which the network saw the image; each pixel asks the one that it lies in.
 * The image is kept, too, to be drawn on.
 */
public final class SegmentedImage {
  private static final MaskOverlay OVERLAY = new MaskOverlay(MaskOverlay.USUAL_ALPHA);

  private final RgbImage image;
  private final int rows;
  private final int columns;
  private final int[] labels; // [rows, columns]
  private final float[] confidence; // [rows, columns]
  private final SegmenterAsset about;

  private SegmentedImage(
      RgbImage image,
      int rows,
      int columns,
      int[] labels,
      float[] confidence,
      SegmenterAsset about) {
    this.image = image;
    this.rows = rows;
    this.columns = columns;
    this.labels = labels;
    this.confidence = confidence;
    this.about = about;
  }

  /** The answer for {@code image}, both {@code [rows, columns]}. */
  static SegmentedImage of(
      RgbImage image, IntNdArray labels, FloatNdArray confidence, SegmenterAsset about) {
    int[] numbers = new int[Math.toIntExact(labels.size())];
    labels.copyTo(DataBuffers.of(numbers, false, false));
    float[] shares = new float[numbers.length];
    confidence.copyTo(DataBuffers.of(shares, false, false));
    int rows = (int) labels.shape().get(0);
    return new SegmentedImage(image, rows, (int) labels.shape().get(1), numbers, shares, about);
  }

  public int heightPx() {
    return image.heightPx();
  }

  public int widthPx() {
    return image.widthPx();
  }

  /** The category of a pixel, 0 to K - 1. */
  public int label(int row, int column) {
    return labels[index(row, column)];
  }

  /** What softmax gives the category of a pixel, 1/K to 1. */
  public float confidence(int row, int column) {
    return confidence[index(row, column)];
  }

  private int index(int row, int column) {
    checkElementIndex(row, heightPx(), "row");
    checkElementIndex(column, widthPx(), "column");
    int y = (int) ((long) row * rows / heightPx());
    int x = (int) ((long) column * columns / widthPx());
    return y * columns + x;
  }

  /** The categories of all pixels, {@code [heightPx, widthPx]}, row by row; the caller's own. */
  public int[] labels() {
    int[] all = new int[Math.multiplyExact(heightPx(), widthPx())];
    for (int row = 0; row < heightPx(); row++) {
      for (int column = 0; column < widthPx(); column++) {
        all[row * widthPx() + column] = label(row, column);
      }
    }
    return all;
  }

  /**
   * What softmax gives the categories of all pixels, {@code [heightPx, widthPx]}, row by row; the
   * caller's own.
   */
  public float[] confidences() {
    float[] all = new float[Math.multiplyExact(heightPx(), widthPx())];
    for (int row = 0; row < heightPx(); row++) {
      for (int column = 0; column < widthPx(); column++) {
        all[row * widthPx() + column] = confidence(row, column);
      }
    }
    return all;
  }

  /**
   * Names of the K categories: the class, or {@code "cluster 7 (unmatched)"} for one that no class
   * was found for. Empty if the model was exported without names, before any evaluation.
   */
  public List<String> classNames() {
    return classNames(about);
  }

  static ImmutableList<String> classNames(SegmenterAsset about) {
    return about.matching().isPresent() ? names(about) : ImmutableList.of();
  }

  private static ImmutableList<String> names(SegmenterAsset about) {
    ImmutableList<String> byCategory = about.categoryNames();
    return about.categories().stream()
        .map(byCategory::get)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * The share of the area that each category has, 0 to 1, the largest first; those that do not
   * occur are left out. Named as in {@link #classNames}, or {@code "cluster 7"} if there are no
   * names.
   *
   * @return unmodifiable, in that order
   */
  public Map<String, Double> shares() {
    ImmutableList<String> names = names(about);
    return new LabelMap(rows, columns, ImmutableIntArray.copyOf(labels))
        .shares(heightPx(), widthPx()).entrySet().stream()
            .collect(
                ImmutableMap.toImmutableMap(
                    each -> names.get(each.getKey()), Map.Entry::getValue, Double::sum));
  }

  /**
   * The image in grey, coloured by category as {@code densesiam evaluate} and {@code predict} do;
   * as large as the image.
   */
  public BufferedImage overlay() {
    return OVERLAY.draw(picture(), coloured());
  }

  /** {@link #overlay} and, at its right, the categories that occur, with names and shares. */
  public BufferedImage overlayWithLegend() {
    return new LegendedOverlay(OVERLAY, about.categoryNames()).draw(picture(), coloured());
  }

  private BufferedImage picture() {
    return Views.ofBytes(image.rgb(), heightPx(), widthPx());
  }

  private LabelMap coloured() {
    ImmutableList<Integer> categories = about.categories();
    int[] coloured = Arrays.stream(labels).map(categories::get).toArray();
    return new LabelMap(rows, columns, ImmutableIntArray.copyOf(coloured));
  }
}
