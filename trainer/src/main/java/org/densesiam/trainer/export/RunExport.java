package org.densesiam.trainer.export;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.weights.CheckpointArrays;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.WeightExport;
import org.densesiam.trainer.weights.WeightSource;

/**
 * Exports what a run trained, with the weights of one of its checkpoints: of a pre-training run the
 * backbone, of all others the segmenter.
 */
public final class RunExport {
  private final RunDirectory run;
  private final ExportedNetwork network;
  private final Path checkpoint;
  private final Checkpoint description;

  /**
   * An export of a run as it is now.
   *
   * @throws IllegalArgumentException if the run has no checkpoint yet
   */
  public RunExport(RunDirectory run) {
    this(run, CheckpointChoice.LAST);
  }

  /**
   * An export of a run at one of its checkpoints.
   *
   * @throws IllegalArgumentException if the run has no such checkpoint
   */
  public RunExport(RunDirectory run, CheckpointChoice choice) {
    this.run = run;
    this.network = ExportedNetwork.of(run, choice);
    this.checkpoint = choice.checkpoint(run);
    this.description = CheckpointStore.describe(checkpoint);
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
      case SAVED_MODEL ->
          network
              .savedModel(precision)
              .write(Checkpoint.prefix(checkpoint), target, version, extra);
      case SAFETENSORS ->
          target.publish(
              version,
              folder -> {
                WeightExport.write(
                    WeightSource.at(checkpoint),
                    network.part(),
                    folder.resolve(stem() + ".safetensors"),
                    ImmutableMap.of("densesiam", record(version).toJson()));
                writeTexts(folder, extra);
              });
      case TF_CHECKPOINT ->
          target.publish(
              version,
              folder -> {
                CheckpointArrays.write(
                    folder.resolve(stem()), network.part().of(WeightSource.at(checkpoint)));
                writeTexts(folder, extra);
                // What tf.train.latest_checkpoint looks for.
                writeTexts(
                    folder,
                    ImmutableMap.of(
                        "checkpoint", "model_checkpoint_path: \"%s\"\n".formatted(stem())));
              });
    };
  }

  /** Name of files of weights, without the extension. */
  private String stem() {
    return network.kind().toString();
  }

  private ImmutableMap<String, String> extra(long version) {
    ModelRecord model = record(version);
    return ImmutableMap.of(
        ModelRecord.FILE,
        model.toJson(),
        ModelCard.FILE,
        ModelCard.of(model, network.config(), network.about()),
        "config.yaml",
        read(run.configFile()),
        "provenance.json",
        read(run.provenanceFile()));
  }

  /** Where the weights come from. */
  public ModelRecord record(long version) {
    Build build = Build.current();
    Measured measured = network.measured(description.position().step());
    return new ModelRecord(
        network.kind(),
        version,
        Spelling.of(network.config().model().backbone().depth()),
        network.sidePx(),
        network.denseStage(),
        description.position().step(),
        description.position().epoch(),
        checkpoint.toString(),
        run.provenance().data(),
        measured.metrics(),
        measured.on(),
        build.version() + " (" + build.describeCommit() + ")");
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
