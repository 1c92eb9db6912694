package org.densesiam.trainer.quickstart;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.predict.FolderPrediction;
import org.densesiam.trainer.predict.PredictionOptions;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.densesiam.trainer.report.RunReport;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunListeners;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.RunStart;
import org.densesiam.trainer.train.TrainingRun;
import org.densesiam.trainer.weights.WeightImport;
import org.densesiam.trainer.weights.WeightSource;

/**
 * From nothing to a report: makes scenes, imports them, pre-trains on them, segments them from the
 * pre-trained backbone and from a random one, exports the backbone, runs it on held-out scenes.
 * Each step is what the command of the same name does, and its folder is left to go on with.
 * Stopped and started again it goes on where it was.
 */
public final class Quickstart {
  private final Order order;
  private final Path data;
  private final ProgressDisplay display;
  private final StopSignal stop;

  /**
   * What is to be done.
   *
   * @param run directory of the pre-training; segmentations go to {@code <run>-segment} and {@code
   *     <run>-segment-random}, all else to {@code <run>-data} beside it
   * @param pretrainOverrides of the preset {@code quickstart} of pre-training, {@code key=value}
   *     each
   * @param segmentOverrides of that of segmentation
   * @param commandLine for the record
   */
  public record Order(
      Path run,
      ImmutableList<String> pretrainOverrides,
      ImmutableList<String> segmentOverrides,
      ImmutableList<String> commandLine) {

    private Path beside(String suffix) {
      return run.resolveSibling(run.getFileName() + suffix);
    }
  }

  /** A quick start. */
  public Quickstart(Order order, ProgressDisplay display, StopSignal stop) {
    this.order = order;
    this.data = order.beside("-data");
    this.display = display;
    this.stop = stop;
  }

  /**
   * All steps, or those up to a request to stop.
   *
   * @return the report, if all were done
   */
  public Optional<Path> run() {
    SceneShards shards = SceneShards.make(data, display);
    TrainingRun pretraining = pretraining(shards);
    RunEvent.End end = RunListeners.train(pretraining, display, stop);
    if (end.outcome() != RunEvent.End.Outcome.COMPLETED) {
      return Optional.empty();
    }
    Path segment = order.beside("-segment");
    Path random = order.beside("-segment-random");
    if (!segment(shards, segment, Optional.of(order.run()))
        || !segment(shards, random, Optional.empty())) {
      return Optional.empty();
    }
    return Optional.of(report(pretraining.directory(), end, shards, segment, random));
  }

  private TrainingRun pretraining(SceneShards shards) {
    return TrainingRun.prepare(
        order(Presets.PRETRAIN.load("quickstart", order.pretrainOverrides()), shards, order.run()),
        ScanProgress.SILENT);
  }

  /** Whether it came to its end. */
  private boolean segment(SceneShards shards, Path run, Optional<Path> backbone) {
    SegmentConfig config = Presets.SEGMENT.load("quickstart", order.segmentOverrides());
    Optional<NamedArrays> weights =
        backbone
            .filter(from -> !RunDirectory.holdsRun(run)) // else it has them already
            .map(from -> WeightSource.at(from).backbone())
            .map(arrays -> WeightImport.of(config.model(), arrays).weights());
    TrainingRun segmentation =
        TrainingRun.prepare(order(config, shards, run), RunStart.from(weights), ScanProgress.SILENT);
    RunEvent.End end = RunListeners.train(segmentation, display, stop);
    return end.outcome() == RunEvent.End.Outcome.COMPLETED;
  }

  private <C extends TrainingConfig> RunOrder<C> order(C config, SceneShards shards, Path run) {
    return new RunOrder<>(
        config,
        shards.train().toString(),
        Optional.of(shards.heldOut().toString()),
        run,
        RunDirectory.holdsRun(run),
        order.commandLine());
  }

  /** Export, prediction and report. */
  private Path report(
      RunDirectory directory, RunEvent.End end, SceneShards shards, Path segment, Path random) {
    ModelFolder models = new ModelFolder(data.resolve("model"));
    Path predictions = data.resolve("predictions");
    Path version =
        new RunExport(directory)
            .write(models, models.nextVersion(), ExportFormat.SAVED_MODEL, Precision.FP32);
    try (ImageModel model = ImageModel.load(version)) {
      new FolderPrediction(model, PredictionOptions.DEFAULT)
          .run(shards.heldOutImages(), predictions, display);
    }
    return new RunReport(directory)
        .ended(end)
        .withSegmentation(RunDirectory.open(segment), RunDirectory.open(random))
        .withPredictions(predictions)
        .withViews(ShardSet.open(shards.train().toString()))
        .withPlace("Segmentation, from the pre-trained backbone", segment)
        .withPlace("Segmentation, from random weights", random)
        .withPlace("Scenes", shards.scenes())
        .withPlace("Shards", data.resolve("shards"))
        .withPlace("SavedModel", version)
        .withCommand(
            "Watch the runs in TensorBoard",
            "tensorboard --logdir " + order.run().toAbsolutePath().getParent())
        .withCommand(
            "Import your own photographs",
            "densesiam import images --from PHOTOS --to shards/photos")
        .withCommand(
            "See the views that training would meet",
            "densesiam preview --data shards/photos --out preview.png")
        .withCommand(
            "Pre-train on them",
            "densesiam pretrain --preset laptop --data shards/photos --run runs/photos")
        .withCommand(
            "Then segment them",
            "densesiam segment --preset laptop --data shards/photos --backbone runs/photos"
                + " --run runs/segment")
        .write();
  }
}
