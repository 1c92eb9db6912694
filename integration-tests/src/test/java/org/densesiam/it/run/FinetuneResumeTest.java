package org.densesiam.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.source.MaskFolders;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.finetune.Finetuning;
import org.densesiam.trainer.finetune.LabelAmount;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervised run on a few labels, stopped and resumed: the unbroken run's bytes. */
class FinetuneResumeTest {
  private static final int IMAGES = 12;

  /** 5 of them, 4 times an epoch to come to 18 views: 5 batches of 4. */
  private static final ImmutableList<String> TINY =
      ImmutableList.of(
          "data.batchSize=4",
          "views.sizePx=32",
          "views.minPerEpoch=18",
          "model.backbone.width=2",
          "model.decoderChannels=6",
          "evaluation.sizePx=32",
          "optimizer.warmupEpochs=0",
          "run.epochs=3");

  private static final long MIDDLE_OF_AN_EPOCH = 3;
  private static final long END_OF_AN_EPOCH = 10;
  private static final long LAST = 15;

  @TempDir private static Path folder;

  @BeforeAll
  static void importScenes() {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, IMAGES, 4).write(scenes);
    importMasks(SceneFolder.trainImages(scenes), SceneFolder.trainLabels(scenes), "train");
    importMasks(SceneFolder.valImages(scenes), SceneFolder.valLabels(scenes), "val");
  }

  private static void importMasks(Path images, Path labels, String name) {
    new ShardImport(
            MaskFolders.open(images, labels, SceneFolder.classes(folder.resolve("scenes"))),
            folder.resolve(name),
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
  }

  private static RunEvent.End trainTo(long step, Path run, boolean resume) {
    StopSignal stop = StopSignal.uninstalled();
    long stopAfter = step < LAST ? step : Long.MAX_VALUE; // the last step ends the run by itself
    TrainingRun training =
        Finetuning.prepare(
                new Finetuning.Order(
                    new RunOrder<>(
                        Presets.FINETUNE.load("quickstart", TINY),
                        folder.resolve("train").toString(),
                        Optional.of(folder.resolve("val").toString()),
                        run,
                        resume,
                        ImmutableList.of("finetune")),
                    Optional.empty(),
                    resume ? Optional.empty() : Optional.of(LabelAmount.parse("5")),
                    1),
                ScanProgress.SILENT)
            .run();
    return training.run(TinyRun.stoppingAfter(stopAfter, stop), stop);
  }

  @Test
  void resume_afterTwoStops_givesTheUnbrokenRunsBytes_theBestCheckpointsToo() throws IOException {
    Path unbroken = folder.resolve("unbroken");
    Path stopped = folder.resolve("stopped");
    trainTo(LAST, unbroken, false);

    assertThat(trainTo(MIDDLE_OF_AN_EPOCH, stopped, false).step()).isEqualTo(MIDDLE_OF_AN_EPOCH);
    assertThat(trainTo(END_OF_AN_EPOCH, stopped, true).step()).isEqualTo(END_OF_AN_EPOCH);
    assertThat(trainTo(LAST, stopped, true).step()).isEqualTo(LAST);

    assertSame(TinyRun.checkpoint(unbroken, LAST), TinyRun.checkpoint(stopped, LAST));
    assertThat(MoreFiles.listFiles(stopped.resolve("best")))
        .extracting(Path::getFileName)
        .isEqualTo(
            MoreFiles.listFiles(unbroken.resolve("best")).stream()
                .map(Path::getFileName)
                .toList());
    for (Path best : MoreFiles.listFiles(unbroken.resolve("best"))) {
      assertSame(best, stopped.resolve("best").resolve(best.getFileName()));
    }
    assertThat(stopped.resolve("evaluation/best/evaluation.json"))
        .hasSameTextualContentAs(unbroken.resolve("evaluation/best/evaluation.json"));
  }

  private static void assertSame(Path expected, Path found) throws IOException {
    for (Path file : MoreFiles.listFiles(expected)) {
      assertThat(Files.mismatch(file, found.resolve(file.getFileName())))
          .as("first byte of %s that differs", file)
          .isEqualTo(-1);
    }
  }
}
