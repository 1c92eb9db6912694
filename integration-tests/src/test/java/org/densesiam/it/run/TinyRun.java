package org.densesiam.it.run;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.log.CompositeListener;
import org.densesiam.trainer.log.MetricsWriter;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;

/** A pre-training run of seconds: 44 scenes, so 5 steps an epoch and 4 records over, 4 epochs. */
public final class TinyRun {
  /** Scenes to train on. */
  public static final int RECORDS = 44;

  /** Image pairs a step. */
  public static final int BATCH_SIZE = 8;

  /** Steps of an epoch; the region loss sets in after half of all. */
  public static final int STEPS_PER_EPOCH = 5;

  /** Passes over the data. */
  public static final int EPOCHS = 4;

  /** Overrides of preset quickstart. */
  public static final ImmutableList<String> OVERRIDES =
      ImmutableList.of(
          "data.batchSize=" + BATCH_SIZE,
          "views.sizePx=32",
          "model.backbone.width=8",
          "model.region.pseudoCategories=4",
          "model.pixel.gridSize=3",
          "run.epochs=" + EPOCHS,
          "run.checkpointEverySteps=1",
          "run.keepCheckpoints=100");

  /** Overrides of preset quickstart of a segmenter. */
  private static final ImmutableList<String> SEGMENTER =
      ImmutableList.of(
          "data.batchSize=" + BATCH_SIZE,
          "views.sizePx=32",
          "model.backbone.width=8",
          "model.decoderChannels=16",
          "model.headWidth=16",
          "model.categories.count=6",
          "model.overclustering.count=12",
          "run.epochs=1");

  private TinyRun() {}

  /** Preset quickstart with {@link #OVERRIDES}, then others. */
  public static PretrainConfig config(String... others) {
    return Presets.PRETRAIN.load(
        "quickstart", ImmutableList.<String>builder().addAll(OVERRIDES).add(others).build());
  }

  /** As {@link #config(String...)}. */
  public static PretrainConfig config(Precision precision) {
    return config("model.precision=" + Spelling.of(precision));
  }

  /** Makes the scenes in {@code folder/scenes} and imports them. */
  public static Path shards(Path folder) {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, RECORDS, 8).write(scenes);
    Path shards = folder.resolve("shards");
    new ShardImport(
            FolderSource.open(SceneFolder.trainImages(scenes), ImageSource.Layout.FOLDER),
            shards,
            ImportOptions.DEFAULT.withShardSize(ImportOptions.ShardSize.ofImages(16)))
        .run(counts -> {});
    return shards;
  }

  /** Begins a run or goes on with one, and keeps its metrics. */
  public static RunEvent.End train(
      PretrainConfig config,
      String data,
      Path run,
      boolean resume,
      StopSignal stop,
      TrainingListener... listeners) {
    TrainingRun pretraining =
        TrainingRun.prepare(
            new RunOrder<>(
                config, data, Optional.empty(), run, resume, ImmutableList.of("pretrain")),
            ScanProgress.SILENT);
    try (MetricsWriter metrics = new MetricsWriter(pretraining.directory().metricsFile())) {
      TrainingListener[] all =
          ImmutableList.<TrainingListener>builder()
              .add(metrics)
              .add(listeners)
              .build()
              .toArray(TrainingListener[]::new);
      return pretraining.run(CompositeListener.of(all), stop);
    }
  }

  /** Trains a segmenter without labels. */
  public static void segment(String shards, Path run) {
    SegmentConfig config = Presets.SEGMENT.load("quickstart", SEGMENTER);
    TrainingRun.prepare(
            new RunOrder<>(
                config, shards, Optional.empty(), run, false, ImmutableList.of("segment")),
            ScanProgress.SILENT)
        .run(CompositeListener.of(), StopSignal.uninstalled());
  }

  /** Exports a run as version 1 of {@code models/NAME}, by the run's name. */
  public static ModelFolder export(Path run, Path models) {
    ModelFolder model = new ModelFolder(models.resolve(run.getFileName()));
    new RunExport(RunDirectory.open(run)).write(model, 1, ExportFormat.SAVED_MODEL, Precision.FP32);
    return model;
  }

  /** Asks for a stop as a signal does, once {@code step} is done. */
  static TrainingListener stoppingAfter(long step, StopSignal stop) {
    return new TrainingListener() {
      @Override
      public void on(RunEvent event) {
        if (event instanceof RunEvent.Step report && report.step() == step) {
          stop.request(new StopSignal.Request("SIGTERM", 15));
        }
      }

      @Override
      public void close() {}
    };
  }

  /** The same as a command line, with further options. */
  public static ImmutableList<String> pretrain(String data, Path run, String... options) {
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    arguments.add("pretrain", "--preset", "quickstart", "--data", data, "--run", run.toString());
    OVERRIDES.forEach(override -> arguments.add("--set", override));
    return arguments.add(options).build();
  }

  /** The folder of a checkpoint. */
  public static Path checkpoint(Path run, long step) {
    return run.resolve("checkpoints").resolve("step-%08d".formatted(step));
  }
}
