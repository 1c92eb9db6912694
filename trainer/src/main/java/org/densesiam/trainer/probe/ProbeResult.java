package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkState;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.trainer.eval.EvaluationResult;
import org.densesiam.trainer.eval.EvaluationSummary;

/**
 * What a probe found.
 *
 * @param order what was asked for
 * @param network whose features, in words
 * @param trainingFeatures points or images that were learned from
 * @param segmentation figures of a task on pixels
 * @param classification figures of a task on whole images
 * @param pictures of a task on pixels, with its classes; not in JSON
 */
public record ProbeResult(
    ProbeOrder order,
    String network,
    long trainingFeatures,
    Optional<EvaluationSummary> segmentation,
    Optional<TopAccuracy> classification,
    @JsonIgnore Optional<Pictures> pictures) {

  /** For {@link org.densesiam.trainer.eval.EvaluationFiles}. */
  public record Pictures(EvaluationResult evaluation, ImmutableList<PixelClass> classes) {}

  /**
   * How often a classifier of whole images is right.
   *
   * @param top1 share of images whose class has the largest score, 0 to 1
   * @param top5 share of images whose class is among the five largest
   * @param images how many, at least 1
   * @param classes that there were to choose from; with five or fewer, {@code top5} is 1 and says
   *     nothing
   */
  public record TopAccuracy(double top1, double top5, long images, int classes) {
    private static final int FIVE = 5;

    /** Counts images. */
    static final class Tally {
      private final int classes;
      private long images;
      private long first;
      private long amongFive;

      Tally(int classes) {
        this.classes = classes;
      }

      /** Counts an image; of equal scores, that of the lower class counts as larger. */
      void add(int label, double[] scores) {
        int before = 0;
        for (int i = 0; i < scores.length; i++) {
          if (scores[i] > scores[label] || (scores[i] == scores[label] && i < label)) {
            before++;
          }
        }
        images++;
        first += before == 0 ? 1 : 0;
        amongFive += before < FIVE ? 1 : 0;
      }

      TopAccuracy result() {
        checkState(images > 0, "no image was counted");
        return new TopAccuracy(
            (double) first / images, (double) amongFive / images, images, classes);
      }
    }
  }
}
