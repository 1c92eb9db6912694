package org.densesiam.trainer.probe;

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
}
