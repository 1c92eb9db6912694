package org.densesiam.trainer.export;

import java.util.Optional;
import org.densesiam.export.NetworkExport;
import org.densesiam.export.Normalisation;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.config.SegmenterConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.NetworkPart;

/** What a run trained, as far as exporting it depends on the job. */
sealed interface ExportedNetwork permits ExportedBackbone, ExportedSegmenter {

  /** That of a run, at one of its checkpoints. */
  static ExportedNetwork of(RunDirectory run, CheckpointChoice choice) {
    TrainingConfig config = run.config();
    if (config instanceof SegmenterConfig segmenter) {
      return new ExportedSegmenter(run, segmenter, choice.evaluation(run));
    }
    return new ExportedBackbone(run, (PretrainConfig) config);
  }

  ModelRecord.Kind kind();

  TrainingConfig config();

  /** Side or short side of the images that the network knows best, in pixels. */
  int sidePx();

  /** 2 to 5, whose output dense losses compared, if it was one of the backbone. */
  Optional<Integer> denseStage();

  /** What goes into files of weights. */
  NetworkPart part();

  NetworkExport savedModel(Precision precision);

  /**
   * How well it does.
   *
   * @param step of the checkpoint that is exported
   */
  Measured measured(long step);

  /** What the model card says about it. */
  ModelCard.About about();

  /** What training did to pixels. */
  static Normalisation normalisation(TrainingConfig config) {
    return new Normalisation(config.colour().mean(), config.colour().std());
  }
}
