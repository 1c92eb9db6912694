package org.densesiam.trainer.quickstart;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.data.prepare.ImportOptions;
import org.densesiam.data.prepare.ScanProgress;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.prepare.ShardSet;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.SourceLayout;
import org.densesiam.data.source.scene.SceneFolder;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.log.Progress;
import org.densesiam.trainer.log.ProgressDisplay;
import org.densesiam.trainer.log.RunEnd;
import org.densesiam.trainer.log.RunLog;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.predict.FolderPrediction;
import org.densesiam.trainer.predict.PredictionOptions;
import org.densesiam.trainer.run.Pretraining;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.RunListeners;
import org.densesiam.trainer.run.RunOrder;
import org.densesiam.trainer.run.StopSignal;

/**
 * From nothing to a report: makes scenes, imports them, pre-trains on them, exports the backbone,
 * runs it on held-out scenes. Each step is what the command of the same name does, and its folder
 * is left to go on with. Stopped and started again it goes on where it was.
 */
public final class Quickstart {
  private static final int TRAINING_SCENES = 1024;
  private static final int HELD_OUT_SCENES = 64;
  private static final long SEED = 1;

  private final Path run;
  private final Path data;
  private final List<String> overrides;
  private final ProgressDisplay display;

  /**
   * A quick start.
   *
   * @param run directory of the run; data, model and predictions go to {@code <run>-data} beside it
   * @param overrides of the preset {@code quickstart}, {@code key=value} each
   */
  public Quickstart(Path run, List<String> overrides, ProgressDisplay display) {
    this.run = run;
    this.data = run.resolveSibling(run.getFileName() + "-data");
    this.overrides = ImmutableList.copyOf(overrides);
    this.display = display;
  }

  /**
   * What came of it.
   *
   * @param end of the training
   * @param directory of the run
   * @param report if the training was completed
   */
  public record Result(RunEnd end, RunDirectory directory, Optional<Path> report) {}

  /** All steps, or those up to a request to stop. */
  public Result run(ImmutableList<String> commandLine, StopSignal stop) {
    Path scenes = data.resolve("scenes");
    try (Progress making = display.start("scenes", "scenes", TRAINING_SCENES + HELD_OUT_SCENES)) {
      new SceneFolder(SEED, TRAINING_SCENES, HELD_OUT_SCENES).write(scenes);
      making.update(TRAINING_SCENES + HELD_OUT_SCENES, "");
    }
    Path train = importImages(SceneFolder.trainImages(scenes), "train");
    Path heldOut = importImages(SceneFolder.valImages(scenes), "val");
    Pretraining pretraining = pretraining(train, heldOut, commandLine);
    RunEnd end = train(pretraining, stop);
    return end.outcome() == RunEnd.Outcome.COMPLETED
        ? new Result(
            end,
            pretraining.directory(),
            Optional.of(finish(pretraining.directory(), train, scenes, end)))
        : new Result(end, pretraining.directory(), Optional.empty());
  }

  private Path importImages(Path images, String name) {
    Path shards = data.resolve("shards").resolve(name);
    FolderSource source = FolderSource.open(images, SourceLayout.FOLDER);
    try (Progress progress = display.start("import " + name, "images", source.images().size())) {
      new ShardImport(
              source, shards, ImportOptions.DEFAULT, Runtime.getRuntime().availableProcessors())
          .run(counts -> progress.update(counts.imagesDone(), ""));
    }
    return shards;
  }

  private Pretraining pretraining(Path train, Path heldOut, ImmutableList<String> commandLine) {
    PretrainConfig config = Presets.PRETRAIN.load("quickstart", overrides);
    return Pretraining.prepare(
        new RunOrder<>(
            config,
            train.toString(),
            Optional.of(heldOut.toString()),
            run,
            RunDirectory.holdsRun(run),
            commandLine),
        ScanProgress.SILENT);
  }

  private RunEnd train(Pretraining pretraining, StopSignal stop) {
    RunDirectory directory = pretraining.directory();
    try (RunLog log = RunLog.open(directory.logFile());
        TrainingListener listener = RunListeners.of(directory, display)) {
      return pretraining.run(listener, stop);
    }
  }

  /** Export, prediction and report. */
  private Path finish(RunDirectory directory, Path train, Path scenes, RunEnd end) {
    ModelFolder models = new ModelFolder(data.resolve("model"));
    Path images = SceneFolder.valImages(scenes);
    Path predictions = data.resolve("predictions");
    Path version =
        new RunExport(directory)
            .write(models, models.nextVersion(), ExportFormat.SAVED_MODEL, Precision.FP32);
    try (ImageModel model = ImageModel.load(version)) {
      new FolderPrediction(model, PredictionOptions.DEFAULT).run(images, predictions, display);
    }
    return new RunReport(directory)
        .ended(end)
        .withViews(ShardSet.open(train.toString()))
        .withPredictions(predictions)
        .withPlace("Scenes", scenes)
        .withPlace("Shards", data.resolve("shards"))
        .withPlace("SavedModel", version)
        .withCommand("Watch the run in TensorBoard", "tensorboard --logdir " + directory.events())
        .withCommand(
            "Import your own photographs",
            "densesiam import images --from PHOTOS --to shards/photos")
        .withCommand(
            "See the views that training would meet",
            "densesiam preview --data shards/photos --out preview.png")
        .withCommand(
            "Pre-train on them",
            "densesiam pretrain --preset laptop --data shards/photos --run runs/photos")
        .write();
  }
}
