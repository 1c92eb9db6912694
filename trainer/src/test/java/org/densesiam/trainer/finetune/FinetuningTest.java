package org.densesiam.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.export.CheckpointChoice;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.export.TinySegmentation;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainedSegmenter;
import org.densesiam.trainer.weights.WeightSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supervised runs on real, tiny data. */
class FinetuningTest {
  @TempDir private static Path shared;
  private static TinyLabels labels;
  private static RunDirectory trained;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    labels = TinyLabels.make(shared);
    trained = TinyLabels.train(labels.order("all"));
  }

  @Test
  void run_keepsItsClasses_evaluations_andBestCheckpoint() {
    TrainingConfig config = trained.config();
    assertThat(config).isInstanceOf(FinetuneConfig.class);
    assertThat(((FinetuneConfig) config).model().classes().orElseThrow())
        .hasSize(TinyLabels.CLASSES);
    for (Path evaluated :
        new Path[] {
          trained.evaluation().resolve(RunDirectory.BEFORE),
          trained.evaluation(),
          trained.bestEvaluation()
        }) {
      EvaluationSummary summary = EvaluationFiles.read(evaluated).orElseThrow();
      assertThat(summary.matching()).isEqualTo(EvaluationSummary.Matching.NONE);
      assertThat(summary.scores()).isPresent();
    }
    long best = EvaluationFiles.read(trained.bestEvaluation()).orElseThrow().step().orElseThrow();
    assertThat(
            CheckpointStore.describe(trained.bestCheckpoints().latest().orElseThrow())
                .position()
                .step())
        .as("step of the best checkpoint")
        .isEqualTo(best);
  }

  @Test
  void checkpointsDamaged_areNamedByAllThatReadThem_andMadeAgainFromAnEarlierOne()
      throws Exception {
    Finetuning.Order order =
        labels.order("damaged", "run.checkpointEverySteps=1", "run.keepCheckpoints=9");
    RunDirectory run = TinyLabels.train(order);
    Path newest = run.newestCheckpoint(); // 12 images, 4 a step, 2 epochs: of step 6
    Path best = run.bestCheckpoints().latest().orElseThrow();
    Files.writeString(newest.resolve("variables.index"), "");
    Files.writeString(best.resolve("variables.index"), "");
    String damage = " is damaged: variables.index is not as it was written (another SHA-256); ";
    String whole = "the newest whole one before it is " + newest.resolveSibling("step-00000005");

    Finetuning.Order next = labels.order("next");
    assertThatThrownBy(
            () ->
                Finetuning.prepare(
                    new Finetuning.Order(next.run(), Optional.of(run.path()), Optional.empty(), 1),
                    ScanProgress.SILENT))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Checkpoint " + newest + damage + whole);
    assertThat(next.run().run()).doesNotExist();
    assertThatThrownBy(() -> TrainedSegmenter.newest(run))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Checkpoint " + newest + damage + whole);
    assertThatThrownBy(() -> new RunExport(run, CheckpointChoice.BEST))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Checkpoint " + best + damage + "there is no whole one before it");

    RunOrder<FinetuneConfig> begun = order.run();
    RunOrder<FinetuneConfig> back =
        new RunOrder<>(
            begun
                .config()
                .withClasses(Finetuning.classes(begun.data(), ShardSet.open(begun.data()))),
            begun.data(),
            begun.heldOut(),
            begun.run(),
            true,
            Optional.of(2L),
            Optional.empty(),
            begun.commandLine());
    TinyLabels.train(new Finetuning.Order(back, Optional.empty(), Optional.empty(), 1));
    assertSameCheckpoint(trained.newestCheckpoint(), run.newestCheckpoint());
    assertThat(run.bestCheckpoints().latestWhole()).as("written again").contains(best);
  }

  @Test
  void labels_hundredPerCent_equalsNoSubset_bitForBit() throws Exception {
    Finetuning.Order all = labels.order("hundred-per-cent");
    RunDirectory run =
        TinyLabels.train(
            new Finetuning.Order(all.run(), all.init(), Optional.of(LabelAmount.parse("100%")), 7));

    assertThat(run.labelledImages().orElseThrow()).hasSize(TinyLabels.IMAGES);
    assertSameCheckpoint(trained.newestCheckpoint(), run.newestCheckpoint());
  }

  @Test
  void labels_fewerThanABatch_areGoneThroughSeveralTimes() {
    Finetuning.Order all = labels.order("three");
    RunDirectory run =
        TinyLabels.train(
            new Finetuning.Order(all.run(), all.init(), Optional.of(LabelAmount.parse("3")), 1));

    assertThat(run.labelledImages().orElseThrow()).hasSize(3);
    // 3 images, 3 times an epoch to come to 8 views: 2 batches of 4, in 2 epochs.
    assertThat(CheckpointStore.describe(run.newestCheckpoint()).position().step()).isEqualTo(4);
  }

  @Test
  void labels_listed_areThose() throws Exception {
    String name =
        TinyLabels.train(
                new Finetuning.Order(
                    labels.order("for-a-name").run(),
                    Optional.empty(),
                    Optional.of(LabelAmount.parse("1")),
                    1))
            .labelledImages()
            .orElseThrow()
            .iterator()
            .next();
    Path list = Files.writeString(folder.resolve("list.txt"), "# mine\n\n" + name + "\n");

    assertThat(LabelAmount.parse(list.toString()))
        .isEqualTo(new LabelAmount.Listed(ImmutableSet.of(name)));
  }

  @Test
  void backbone_frozen_keepsEveryBit_statisticsToo() {
    Finetuning.Order frozen = labels.order("frozen", "model.backboneRateFactor=0");
    RunDirectory run =
        TinyLabels.train(
            new Finetuning.Order(frozen.run(), Optional.of(trained.path()), Optional.empty(), 1));

    NamedArrays before = WeightSource.at(trained.path()).backbone();
    NamedArrays after = WeightSource.at(run.path()).backbone();
    assertThat(after.shapes()).isEqualTo(before.shapes());
    for (String name : before.shapes().keySet()) {
      assertThat(after.get(name).toArray()).as(name).containsExactly(before.get(name).toArray());
    }
    assertThat(WeightSource.at(run.path()).network().get("decoder.layer4.weight").toArray())
        .as("the decoder learned")
        .isNotEqualTo(
            WeightSource.at(trained.path()).network().get("decoder.layer4.weight").toArray());
  }

  @Test
  void start_fromASegmentRun_takesBackboneAndDecoder() {
    RunDirectory segment = TinySegmentation.train(folder);
    Finetuning.Order order = labels.order("from-segment");

    Finetuning finetuning =
        Finetuning.prepare(
            new Finetuning.Order(order.run(), Optional.of(segment.path()), Optional.empty(), 1),
            ScanProgress.SILENT);

    assertThat(finetuning.start().orElseThrow().taken()).containsExactly("backbone", "decoder");
    assertThat(finetuning.start().orElseThrow().fresh()).containsExactly("classifier");
  }

  @Test
  void start_ofAnotherArchitecture_isNamed_andNoRunIsBegun() {
    Finetuning.Order order = labels.order("wider", "model.backbone.width=4");

    assertThatThrownBy(
            () ->
                Finetuning.prepare(
                    new Finetuning.Order(
                        order.run(), Optional.of(trained.path()), Optional.empty(), 1),
                    ScanProgress.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("backbone.conv1.weight")
        .hasMessageContaining("set the configuration's model.* keys to the sizes of the weights");
    assertThat(order.run().run()).doesNotExist();
  }

  @Test
  void frozenBackbone_fromRandomWeights_isRefused() {
    assertThatThrownBy(
            () ->
                Finetuning.prepare(
                    labels.order("nothing", "model.backboneRateFactor=0"), ScanProgress.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("freezes the backbone, but there is no --init");
  }

  @Test
  void labels_moreThanThereAre_saysHowMany() {
    Finetuning.Order order = labels.order("too-many");

    assertThatThrownBy(
            () ->
                Finetuning.prepare(
                    new Finetuning.Order(
                        order.run(), Optional.empty(), Optional.of(LabelAmount.parse("13")), 1),
                    ScanProgress.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--labels is 13, but there are only 12 labelled images; leave it out for all");
    assertThat(order.run().run()).doesNotExist();
  }

  @Test
  void classes_otherThanTheEvaluations_namesTheFirstDifference() {
    ClassNames data = new ClassNames("shards/train", ImmutableList.of("sky", "road", "bus"));

    assertThatThrownBy(
            () ->
                data.checkSameAs(
                    new ClassNames("shards/val", ImmutableList.of("sky", "street", "bus"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shards/val has other classes than shards/train: class 1 is \"street\", not \"road\";"
                + " import both with one class list");
    assertThatThrownBy(
            () -> data.checkSameAs(new ClassNames("shards/val", ImmutableList.of("sky", "road"))))
        .hasMessageContaining("class 2 is none, not \"bus\"");
  }

  @Test
  void data_withoutLabels_saysHowToMakeSome() {
    TinySegmentation.train(folder); // whose training shards have no labels
    RunOrder<FinetuneConfig> unlabelled =
        new RunOrder<>(
            TinyLabels.config(),
            folder.resolve("train").toString(),
            Optional.empty(),
            folder.resolve("finetuned"),
            false,
            ImmutableList.of());

    assertThatThrownBy(
            () ->
                Finetuning.prepare(
                    new Finetuning.Order(unlabelled, Optional.empty(), Optional.empty(), 1),
                    ScanProgress.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no list of classes")
        .hasMessageContaining("densesiam import masks");
    assertThat(folder.resolve("finetuned")).doesNotExist();
  }

  private static void assertSameCheckpoint(Path expected, Path found) throws Exception {
    for (String file : new String[] {"variables.index", "variables.data-00000-of-00001"}) {
      assertThat(expected.resolve(file)).exists();
      assertThat(Files.mismatch(expected.resolve(file), found.resolve(file)))
          .as("first byte of %s that differs", file)
          .isEqualTo(-1);
    }
  }
}
