package org.densesiam.trainer.export;

import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.NetworkExport;
import org.densesiam.export.SegmenterExport;
import org.densesiam.model.PicieConfig;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.SegmenterConfig;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.NetworkPart;

/**
 * The segmenter of a run, with what its clusters mean: as its evaluation found out, or, where it
 * learned from labels, the classes themselves. It knows best the size that it was evaluated at:
 * training views are cut-outs, so larger than life.
 *
 * @param evaluated where the evaluation of the exported checkpoint is
 */
record ExportedSegmenter(RunDirectory run, SegmenterConfig config, Path evaluated)
    implements ExportedNetwork {
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
    if (config instanceof FinetuneConfig supervised) {
      return ModelCard.About.supervised(sidePx(), supervised.model().classes().orElseThrow());
    }
    if (config.model() instanceof PicieConfig picie) {
      return ModelCard.About.picie(sidePx(), picie.outputs(), matching());
    }
    return ModelCard.About.segmenter(sidePx(), config.model().outputs(), matching());
  }

  private Optional<EvaluationSummary> evaluation() {
    return EvaluationFiles.read(evaluated);
  }

  private Optional<ClassMatching> matching() {
    return config instanceof FinetuneConfig supervised
        ? supervised.model().classes().map(ClassMatching::identity)
        : evaluation().flatMap(EvaluationSummary::classMatching);
  }
}
