package org.densesiam.trainer.export;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.densesiam.export.BackboneExport;
import org.densesiam.export.Normalisation;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.weights.CheckpointArrays;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.log.StepReport;
import org.densesiam.trainer.run.Build;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.HeldOutFile;
import org.densesiam.trainer.run.HeldOutResult;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.NetworkPart;
import org.densesiam.trainer.weights.WeightExport;
import org.densesiam.trainer.weights.WeightSource;

/** Exports the backbone of a pre-training run, with the weights of its newest checkpoint. */
public final class RunExport {
  private static final ImmutableList<String> NETWORK_SCALARS =
      ImmutableList.of("loss/", "collapse/", "agreement/", "entropy/");

  private final RunDirectory run;
  private final PretrainConfig config;
  private final Path checkpoint;
  private final Checkpoint description;

  /**
   * An export of a run as it is now.
   *
   * @throws IllegalArgumentException if the run has no checkpoint yet
   */
  public RunExport(RunDirectory run) {
    this.run = run;
    this.config = run.config(ConfigYaml.PRETRAIN);
    this.checkpoint = newest(run);
    this.description = CheckpointStore.describe(checkpoint);
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

  /**
   * Writes one version of the model.
   *
   * @param precision what a SavedModel computes in; of no account for the other formats
   * @return the version's folder
   * @throws IllegalArgumentException if the version is there already, or versions of another format
   * @throws UncheckedIOException if it cannot be written; nothing is under the version's number
   *     then
   */
  public Path write(ModelFolder target, long version, ExportFormat format, Precision precision) {
    format.checkFits(target);
    ImmutableMap<String, String> extra = extra(version);
    return switch (format) {
      case SAVED_MODEL -> savedModel(target, version, precision, extra);
      case SAFETENSORS ->
          target.publish(
              version,
              folder -> {
                WeightExport.write(
                    WeightSource.at(checkpoint),
                    NetworkPart.BACKBONE,
                    folder.resolve("backbone.safetensors"),
                    ImmutableMap.of("densesiam", record(version).toJson()));
                writeTexts(folder, extra);
              });
      case TF_CHECKPOINT ->
          target.publish(
              version,
              folder -> {
                CheckpointArrays.write(
                    folder.resolve("backbone"), WeightSource.at(checkpoint).backbone());
                writeTexts(folder, extra);
                // What tf.train.latest_checkpoint looks for.
                writeTexts(
                    folder, ImmutableMap.of("checkpoint", "model_checkpoint_path: \"backbone\"\n"));
              });
    };
  }

  private Path savedModel(
      ModelFolder target, long version, Precision precision, ImmutableMap<String, String> extra) {
    return new BackboneExport(
            config.model(),
            new Normalisation(config.colour().mean(), config.colour().std()),
            precision,
            config.views().sizePx())
        .write(Checkpoint.prefix(checkpoint), target, version, extra);
  }

  private ImmutableMap<String, String> extra(long version) {
    ModelRecord model = record(version);
    return ImmutableMap.of(
        ModelRecord.FILE,
        model.toJson(),
        ModelCard.FILE,
        ModelCard.of(model, config),
        "config.yaml",
        read(run.configFile()),
        "provenance.json",
        read(run.provenanceFile()));
  }

  /** Where the weights come from. */
  public ModelRecord record(long version) {
    Build build = Build.current();
    Optional<HeldOutResult> heldOut = HeldOutFile.read(run.heldOutFile());
    boolean measured = heldOut.filter(result -> !result.after().isEmpty()).isPresent();
    Map<String, Double> metrics = measured ? heldOut.orElseThrow().after() : lastLogged();
    return new ModelRecord(
        ModelRecord.Kind.BACKBONE,
        version,
        Ascii.toLowerCase(config.model().backbone().depth().name()),
        config.views().sizePx(),
        config.model().denseStage(),
        description.position().step(),
        description.position().epoch(),
        checkpoint.toString(),
        run.provenance().data(),
        ImmutableSortedMap.copyOf(metrics),
        measured
            ? heldOut.orElseThrow().images() + " held-out images, at the end of training"
            : "training images, at the last logged step",
        build.version() + " (" + build.describeCommit() + ")");
  }

  /** Scalars of the last step that was logged up to the checkpoint. */
  private ImmutableMap<String, Double> lastLogged() {
    ImmutableList<StepReport> reports =
        MetricsFile.read(run.metricsFile()).stream()
            .filter(report -> report.step() <= description.position().step())
            .collect(ImmutableList.toImmutableList());
    return reports.isEmpty()
        ? ImmutableMap.of()
        : ImmutableMap.copyOf(
            Maps.filterKeys(reports.get(reports.size() - 1).scalars(), RunExport::isOfTheNetwork));
  }

  /** Not of the machine, nor of the optimiser. */
  private static boolean isOfTheNetwork(String scalar) {
    return NETWORK_SCALARS.stream().anyMatch(scalar::startsWith);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static void writeTexts(Path folder, ImmutableMap<String, String> texts) {
    texts.forEach(
        (name, text) -> {
          try {
            Files.writeString(folder.resolve(name), text);
          } catch (IOException e) {
            throw new UncheckedIOException("Cannot write below " + folder, e);
          }
        });
  }
}
