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
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.finetune.Finetuning;
import org.densesiam.trainer.finetune.LabelAmount;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.Program;
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
 * From nothing to a report: makes scenes, imports them, pre-trains on them; from the pre-trained
 * backbone and from a random one, learns to segment them without labels and from a few labels;
 * exports, and runs what it exported on held-out scenes. Each step is what the command of the same
 * name does, and its folder is left to go on with. Stopped and started again it goes on where it
 * was.
 */
public final class Quickstart {
  /** Labelled scenes that are learned from. */
  private static final int LABELS = 10;

  private static final long LABEL_SEED = 1;

  private final Order order;
  private final Path data;
  private final ProgressDisplay display;
  private final StopSignal stop;

  /**
   * What is to be done.
   *
   * @param run directory of the pre-training; segmentations go to {@code <run>-segment}, {@code
   *     <run>-labelled} and, from random weights, both with {@code -random}, all else to {@code
   *     <run>-data} beside it
   * @param pretrainOverrides of the preset {@code quickstart} of pre-training, {@code key=value}
   *     each
   * @param segmentOverrides of that of segmentation
   * @param finetuneOverrides of that of supervised segmentation
   * @param commandLine for the record
   */
  public record Order(
      Path run,
      ImmutableList<String> pretrainOverrides,
      ImmutableList<String> segmentOverrides,
      ImmutableList<String> finetuneOverrides,
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
   * @return what came of it, if all were done
   */
  public Optional<Outcome> run() {
    SceneShards shards = SceneShards.make(data, display);
    TrainingRun pretraining = pretraining(shards);
    RunEvent.End end = RunListeners.train(pretraining, display, stop);
    if (end.outcome() != RunEvent.End.Outcome.COMPLETED) {
      return Optional.empty();
    }
    Path segment = order.beside("-segment");
    Path random = order.beside("-segment-random");
    Path labelled = order.beside("-labelled");
    Path labelledRandom = order.beside("-labelled-random");
    if (!segment(shards, segment, Optional.of(order.run()))
        || !segment(shards, random, Optional.empty())
        || !finetune(shards, labelled, Optional.of(order.run()))
        || !finetune(shards, labelledRandom, Optional.empty())) {
      return Optional.empty();
    }
    Learned learned =
        Learned.of(
            LABELS,
            ImmutableList.of(
                Learned.Network.of(
                    "untrained, clusters matched to classes",
                    evaluation(random).resolve(RunDirectory.BEFORE)),
                Learned.Network.of("no labels, from random weights", evaluation(random)),
                Learned.Network.of("no labels, from the pre-trained backbone", evaluation(segment)),
                Learned.Network.of(
                    LABELS + " labelled scenes, from random weights", evaluation(labelledRandom)),
                Learned.Network.of(
                    LABELS + " labelled scenes, from the pre-trained backbone",
                    evaluation(labelled))));
    return Optional.of(new Outcome(report(pretraining.directory(), shards, learned), learned));
  }

  private static Path evaluation(Path run) {
    return RunDirectory.open(run).evaluation();
  }

  /**
   * What came of it.
   *
   * @param report its file
   * @param learned how well the networks do
   */
  public record Outcome(Path report, Learned learned) {}

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
        TrainingRun.prepare(
            order(config, shards, run), RunStart.from(weights, backbone), ScanProgress.SILENT);
    RunEvent.End end = RunListeners.train(segmentation, display, stop);
    return end.outcome() == RunEvent.End.Outcome.COMPLETED;
  }

  /** Whether it came to its end. */
  private boolean finetune(SceneShards shards, Path run, Optional<Path> backbone) {
    RunOrder<FinetuneConfig> training =
        order(
            Presets.FINETUNE.load("quickstart", order.finetuneOverrides()),
            shards.labelled(),
            shards,
            run);
    boolean begun = training.resume();
    Finetuning finetuning =
        Finetuning.prepare(
            new Finetuning.Order(
                training,
                backbone.filter(from -> !begun),
                Optional.<LabelAmount>of(new LabelAmount.Count(LABELS)).filter(all -> !begun),
                LABEL_SEED),
            ScanProgress.SILENT);
    RunEvent.End end = RunListeners.train(finetuning.run(), display, stop);
    return end.outcome() == RunEvent.End.Outcome.COMPLETED;
  }

  private <C extends TrainingConfig> RunOrder<C> order(C config, SceneShards shards, Path run) {
    return order(config, shards.train(), shards, run);
  }

  private <C extends TrainingConfig> RunOrder<C> order(
      C config, Path train, SceneShards shards, Path run) {
    return new RunOrder<>(
        config,
        train.toString(),
        Optional.of(shards.heldOut().toString()),
        run,
        RunDirectory.holdsRun(run),
        order.commandLine());
  }

  /** Export, prediction and report. */
  private Path report(RunDirectory directory, SceneShards shards, Learned learned) {
    RunDirectory labelled = RunDirectory.open(order.beside("-labelled"));
    Path version = export(directory, "model");
    Path segmenter = export(labelled, "segmenter");
    Path predictions = data.resolve("predictions");
    predict(version, shards, predictions);
    predict(segmenter, shards, data.resolve("segmented"));
    RunReport report = new RunReport(directory).withLearned(learned.sentences());
    learned.networks().forEach(each -> report.withScores(each.name(), each.evaluated()));
    return report
        .withAnswers(labelled)
        .withAnswers(RunDirectory.open(order.beside("-segment")))
        .withPredictions(predictions)
        .withViews(ShardSet.open(shards.train().toString()))
        .withPlace("Segmentation without labels", order.beside("-segment"))
        .withPlace("The same, from random weights", order.beside("-segment-random"))
        .withPlace("Segmentation from %d labelled scenes".formatted(LABELS), labelled.path())
        .withPlace("The same labels, from random weights", order.beside("-labelled-random"))
        .withPlace("What its segmenter makes of the held-out scenes", data.resolve("segmented"))
        .withPlace("Scenes", shards.scenes())
        .withPlace("Shards", data.resolve("shards"))
        .withPlace("SavedModel of the backbone", version)
        .withPlace("SavedModel of the segmenter", segmenter)
        .withCommand(
            "Watch the runs in TensorBoard",
            "tensorboard --logdir " + order.run().toAbsolutePath().getParent())
        .withCommand(
            "Import your own photographs",
            Program.name() + " import images --from PHOTOS --to shards/photos")
        .withCommand(
            "See the views that training would meet",
            Program.name() + " preview --data shards/photos --to preview.png")
        .withCommand(
            "Pre-train on them",
            Program.name() + " pretrain --preset laptop --data shards/photos --run runs/photos")
        .withCommand(
            "Choose the photographs to label first",
            Program.name()
                + " select --run runs/photos --data shards/photos --count 40 --to label-these.txt")
        .withCommand(
            "Train a segmenter on those that you labelled",
            Program.name()
                + " finetune --preset laptop --data shards/labelled --init runs/photos"
                + " --run runs/segmenter")
        .withCommand(
            "Or segment without labels",
            Program.name()
                + " segment --preset laptop --data shards/photos --init runs/photos"
                + " --run runs/segment")
        .write();
  }

  private Path export(RunDirectory run, String name) {
    ModelFolder models = new ModelFolder(data.resolve(name));
    return new RunExport(run)
        .write(models, models.nextVersion(), ExportFormat.SAVED_MODEL, Precision.FP32);
  }

  private void predict(Path version, SceneShards shards, Path to) {
    try (ImageModel model = ImageModel.load(version)) {
      new FolderPrediction(model, PredictionOptions.DEFAULT)
          .run(shards.heldOutImages(), to, display);
    }
  }
}
