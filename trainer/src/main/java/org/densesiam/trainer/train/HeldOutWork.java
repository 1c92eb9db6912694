package org.densesiam.trainer.train;

import java.nio.file.Path;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.run.HeldOutFile;
import org.tensorflow.op.Ops;

/** Measures losses and meters on held-out images before the first step and after the last. */
final class HeldOutWork implements SideWork {
  private final HeldOutEvaluation evaluation;
  private final long images;
  private final Path file;

  /**
   * Adds the evaluation to the graph of {@code tf}.
   *
   * @param file where it is written, {@link HeldOutFile}
   */
  HeldOutWork(
      Ops tf, TrainingGraph training, RecordSource heldOut, TrainingConfig config, Path file) {
    this.evaluation = new HeldOutEvaluation(tf, training, heldOut, config);
    this.images = heldOut.records();
    this.file = file;
  }

  @Override
  public void beforeFirstStep(Moment moment) {
    HeldOutFile.writeBefore(file, images, evaluation.run(moment.session()));
  }

  @Override
  public void afterLastEpoch(Moment moment) {
    HeldOutFile.writeAfter(file, evaluation.run(moment.session()));
  }
}
