package org.densesiam.trainer.eval;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.trainer.picture.SegmentationSheet;
import org.densesiam.trainer.picture.SharePicture;

/**
 * An evaluation as pictures. A cluster has the colour of the class that it was matched to, so that
 * prediction and truth can be compared; those without a class come after them.
 */
public final class EvaluationPictures {
  private static final int CELL_PX = 240;

  private final EvaluationResult result;
  private final ImmutableList<PixelClass> classes; // none without labels
  private final Optional<ImmutableList<Integer>> categoryOfCluster;

  /**
   * Pictures of {@code result}.
   *
   * @param classes as in {@link Evaluation#classes}
   */
  public EvaluationPictures(EvaluationResult result, Optional<ImmutableList<PixelClass>> classes) {
    this.result = result;
    this.classes = classes.orElse(ImmutableList.of());
    this.categoryOfCluster = result.summary().classMatching().map(ClassMatching::categories);
  }

  /** Every sample in a row: image, prediction and, where there is one, truth; then a legend. */
  public BufferedImage samples() {
    ImmutableList.Builder<SegmentationSheet.Row> rows = ImmutableList.builder();
    for (Samples.Sample sample : result.samples()) {
      rows.add(
          new SegmentationSheet.Row(
              sample.image(),
              coloured(sample),
              classes.isEmpty() ? Optional.empty() : Optional.of(sample.truth())));
    }
    return new SegmentationSheet(CELL_PX, "Predicted").draw(rows.build(), categoryNames());
  }

  /** The clusters of a sample as numbers of the classes that they were matched to. */
  public LabelMap coloured(Samples.Sample sample) {
    LabelMap predicted = sample.predicted();
    return new LabelMap(
        predicted.height(),
        predicted.width(),
        ImmutableIntArray.copyOf(
            predicted.labels().stream()
                .map(cluster -> categoryOfCluster.map(all -> all.get(cluster)).orElse(cluster))));
  }

  /**
   * Where the pixels of each class went: a row a class, a column a class that was predicted, then
   * one for all clusters without a class. Empty without scores.
   */
  public Optional<BufferedImage> confusion() {
    return result
        .summary()
        .scores()
        .flatMap(scores -> result.summary().confusion().map(matrix -> confusion(scores, matrix)));
  }

  private BufferedImage confusion(SegmentationScores scores, ConfusionMatrix matrix) {
    ImmutableList<SegmentationScores.OfClass> found =
        scores.classes().stream()
            .filter(score -> score.cluster().isPresent())
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Integer> matched =
        found.stream()
            .map(score -> score.cluster().getAsInt())
            .collect(ImmutableList.toImmutableList());
    boolean rest = matched.size() < matrix.clusters();
    ImmutableList.Builder<String> columns = ImmutableList.builder();
    found.forEach(score -> columns.add(score.of().name()));
    if (rest) {
      columns.add("rest");
    }
    double[][] shares = new double[matrix.classes()][];
    Arrays.setAll(shares, each -> shares(matrix, each, matched, rest));
    return new SharePicture(
            names(),
            columns.build(),
            "True class",
            switch (result.summary().matching()) {
              case HUNGARIAN -> "Cluster, in % of the true class";
              case NONE -> "Predicted class, in % of the true class";
            })
        .draw(shares);
  }

  /** By column; zeros for a class that no pixel has. */
  private static double[] shares(
      ConfusionMatrix matrix, int classIndex, ImmutableList<Integer> matched, boolean rest) {
    double labelled = Math.max(1, matrix.ofClass(classIndex));
    double[] shares = new double[matched.size() + (rest ? 1 : 0)];
    long left = matrix.ofClass(classIndex);
    for (int column = 0; column < matched.size(); column++) {
      long count = matrix.count(classIndex, matched.get(column));
      shares[column] = count / labelled;
      left -= count;
    }
    if (rest) {
      shares[matched.size()] = left / labelled;
    }
    return shares;
  }

  /** By colour: classes, then clusters without one, which are named as such. */
  ImmutableList<String> categoryNames() {
    return result
        .summary()
        .classMatching()
        .map(ClassMatching::categoryNames)
        .orElseGet(this::names);
  }

  private ImmutableList<String> names() {
    return classes.stream().map(PixelClass::name).collect(ImmutableList.toImmutableList());
  }
}
