package org.densesiam.trainer.export;

import java.util.Optional;
import org.densesiam.export.BackboneExport;
import org.densesiam.export.NetworkExport;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.NetworkPart;

/** The backbone of a pre-training run; its heads only served training. */
record ExportedBackbone(RunDirectory run, PretrainConfig config) implements ExportedNetwork {
  @Override
  public ModelRecord.Kind kind() {
    return ModelRecord.Kind.BACKBONE;
  }

  @Override
  public int sidePx() {
    return config.views().sizePx();
  }

  @Override
  public Optional<Integer> denseStage() {
    return Optional.of(config.model().denseStage());
  }

  @Override
  public NetworkPart part() {
    return NetworkPart.BACKBONE;
  }

  @Override
  public NetworkExport savedModel(Precision precision) {
    return new BackboneExport(
        config.model(), ExportedNetwork.normalisation(config), precision, sidePx());
  }

  @Override
  public Measured measured(long step) {
    return Measured.inTraining(run, step);
  }

  @Override
  public ModelCard.About about() {
    return ModelCard.About.backbone(sidePx());
  }
}
