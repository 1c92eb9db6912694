package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.export.TinySegmentation;
import org.densesiam.trainer.run.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code segment --method picie}: judged, exported and compared as any segmentation. */
class SegmentPicieCommandTest {
  private static final int CLUSTERS = 9;

  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void train() {
    TinySegmentation.importScenes(folder);
    run = folder.resolve("run");
    ImmutableList.Builder<Object> arguments = ImmutableList.builder();
    arguments.add("segment", "--preset", "quickstart", "--method", "picie", "--run", run);
    arguments.add("--data", folder.resolve("train"), "--eval-data", folder.resolve("val"));
    for (String override :
        ImmutableList.of(
            "data.batchSize=8",
            "views.sizePx=32",
            "model.backbone.width=2",
            "model.decoderChannels=6",
            "model.clusters=" + CLUSTERS,
            "model.kMeans.initialBatches=1",
            "evaluation.sizePx=64",
            "run.epochs=1")) {
      arguments.add("--set", override);
    }
    CommandResult result = CommandResult.of(arguments.build());
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void evaluation_beforeAndAfter_hasAScore() {
    Path after = RunDirectory.open(run).evaluation();
    for (Path where : ImmutableList.of(after.resolve(RunDirectory.BEFORE), after)) {
      assertThat(EvaluationFiles.read(where).orElseThrow().scores().orElseThrow().meanIou())
          .isBetween(0.01, 1.0);
    }
  }

  @Test
  void export_isASavedModelThatPredicts() {
    Path model = folder.resolve("model");
    Path masks = folder.resolve("masks");

    CommandResult export = CommandResult.of("export", "--run", run, "--to", model);
    CommandResult predict =
        CommandResult.of(
            "predict",
            "--model",
            model,
            "--images",
            SceneFolder.valImages(folder.resolve("scenes")),
            "--out",
            masks);

    assertThat(export.code()).as(export.err()).isEqualTo(ExitCode.DONE);
    assertThat(predict.code()).as(predict.err()).isEqualTo(ExitCode.DONE);
    assertThat(masks.resolve("legend.png")).isNotEmptyFile();
    assertThat(model.resolve("1/assets.extra/model-card.md"))
        .content()
        .contains("(PiCIE, CVPR 2021,", "Its 9 clusters are its own");
  }

  @Test
  void export_safetensors_isTheWholeNetworkForPyTorch() {
    Path to = folder.resolve("torch");

    CommandResult export =
        CommandResult.of("export", "--run", run, "--to", to, "--format", "safetensors");
    CommandResult compare =
        CommandResult.of(
            "weights", "compare", "--part", "network", run, to.resolve("1/segmenter.safetensors"));

    assertThat(export.code()).as(export.err()).isEqualTo(ExitCode.DONE);
    assertThat(compare.code()).as(compare.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void resume_withAMethod_isRefused() {
    CommandResult result =
        CommandResult.of(
            "segment",
            "--resume",
            "--method",
            "picie",
            "--data",
            folder.resolve("train"),
            "--run",
            run);

    assertThat(result.code()).isNotEqualTo(ExitCode.DONE);
    assertThat(result.err())
        .contains("--method cannot be given with --resume: a run goes on with its own")
        .hasLineCount(1);
  }
}
