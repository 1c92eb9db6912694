package org.densesiam.trainer.export;

import java.util.Optional;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.NetworkExport;
import org.densesiam.export.SegmenterExport;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.NetworkPart;

/**
 * The segmenter of a segmentation run, with what its newest evaluation found its clusters to mean.
 * It knows best the size that it was evaluated at: training views are cut-outs, so larger than
 * life.
 */
record ExportedSegmenter(RunDirectory run, SegmentConfig config) implements ExportedNetwork {
  @Override
  public ModelRecord.Kind kind() {
    return ModelRecord.Kind.SEGMENTER;
  }

  @Override
  public int sidePx() {
    return config.evaluation().sizePx();
  }

  @Override
  public Optional<Integer> denseStage() {
    return Optional.empty();
  }

  @Override
  public NetworkPart part() {
    return NetworkPart.NETWORK;
  }

  @Override
  public NetworkExport savedModel(Precision precision) {
    return new SegmenterExport(
        config.model(), ExportedNetwork.normalisation(config), precision, sidePx(), matching());
  }

  @Override
  public Measured measured(long step) {
    return Measured.byEvaluation(run, step, evaluation());
  }

  @Override
  public ModelCard.About about() {
    return ModelCard.About.segmenter(sidePx(), config.model().categories().count(), matching());
  }

  private Optional<EvaluationSummary> evaluation() {
    return EvaluationFiles.read(run.evaluation().resolve(EvaluationFiles.SUMMARY));
  }

  private Optional<ClassMatching> matching() {
    return evaluation().flatMap(EvaluationSummary::classMatching);
  }
}
