package org.densesiam.trainer.export;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.export.BackboneExport;
import org.densesiam.export.Normalisation;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.run.Build;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.RunDirectory;

/** Exports the backbone of a pre-training run, with the weights of its newest checkpoint. */
public final class RunExport {
  private final PretrainConfig config;
  private final Path checkpoint;
  private final ModelRecord origin;
  private final ImmutableMap<String, String> extra;

  /**
   * An export of a run as it is now.
   *
   * @throws IllegalArgumentException if the run has no checkpoint yet
   */
  public RunExport(RunDirectory run) {
    this.config = run.config(ConfigYaml.PRETRAIN);
    this.checkpoint = newest(run);
    this.origin = origin(config, checkpoint);
    this.extra =
        ImmutableMap.of(
            ModelRecord.FILE,
            origin.toJson(),
            "config.yaml",
            read(run.configFile()),
            "provenance.json",
            read(run.provenanceFile()));
  }

  private static Path newest(RunDirectory run) {
    return new CheckpointStore(run.checkpoints(), 1)
        .latest()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Run %s has no checkpoint to export; densesiam pretrain writes one every"
                            .formatted(run.path())
                        + " run.checkpointEverySteps steps and at its end"));
  }

  private static ModelRecord origin(PretrainConfig config, Path checkpoint) {
    Checkpoint description = CheckpointStore.describe(checkpoint);
    Build build = Build.current();
    return new ModelRecord(
        ModelRecord.Kind.BACKBONE,
        Ascii.toLowerCase(config.model().backbone().depth().name()),
        config.views().sizePx(),
        config.model().denseStage(),
        description.position().step(),
        description.position().epoch(),
        checkpoint.toString(),
        build.version() + " (" + build.describeCommit() + ")");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * Writes one version of the model.
   *
   * @param precision what it computes in
   * @return the version's folder
   * @throws IllegalArgumentException if the version is there already
   * @throws UncheckedIOException if it cannot be written; nothing is under the version's number
   *     then
   */
  public Path write(ModelFolder target, long version, Precision precision) {
    return new BackboneExport(
            config.model(),
            new Normalisation(config.colour().mean(), config.colour().std()),
            precision,
            config.views().sizePx())
        .write(Checkpoint.prefix(checkpoint), target, version, extra);
  }

  /** Where the weights come from. */
  public ModelRecord origin() {
    return origin;
  }
}
