package org.densesiam.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.source.MaskFolders;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.it.run.Subprocess;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.export.CheckpointChoice;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The best checkpoint of a supervised run, exported: Python answers what the training graph does.
 */
@NeedsPython
class FinetunedInPythonTest {
  private static final ImmutableList<String> OVERRIDES =
      ImmutableList.of(
          "data.batchSize=4",
          "views.sizePx=32",
          "views.minPerEpoch=8",
          "model.backbone.width=8",
          "model.decoderChannels=16",
          "evaluation.sizePx=64",
          "run.epochs=2");

  @TempDir private Path folder;

  @Test
  void signatures_answerInPython_whatTheTrainingGraphAnswersHere() throws Exception {
    RunDirectory run = train();
    Path model =
        new RunExport(run, CheckpointChoice.BEST)
            .write(
                new ModelFolder(folder.resolve("model")),
                1,
                ExportFormat.SAVED_MODEL,
                Precision.FP32);
    FinetuneConfig config = run.config(ConfigYaml.FINETUNE);
    Path cases = Files.createDirectory(folder.resolve("cases"));
    try (TrainedGraph graph =
        new TrainedGraph(config, Checkpoint.prefix(run.bestCheckpoints().latest().orElseThrow()))) {
      SegmenterCases written =
          new SegmenterCases(
              graph, ClassMatching.identity(config.model().classes().orElseThrow()), cases);
      written.addPixels(3, 33, 95);
      List<byte[]> one = List.of(Pixels.encode(Pixels.image(50, 70, 1), "png"));
      written.addEncoded(config.evaluation().sizePx(), one);
      written.addSized(48, 80, one);
    }

    assertThat(Python.find().orElseThrow().run("signatures.py", model, cases))
        .startsWith("worst relative difference");
  }

  private RunDirectory train() throws Exception {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, 8, 4).write(scenes);
    importMasks(SceneFolder.trainImages(scenes), SceneFolder.trainLabels(scenes), "train");
    importMasks(SceneFolder.valImages(scenes), SceneFolder.valLabels(scenes), "val");
    ImmutableList.Builder<String> command = ImmutableList.builder();
    command.add("finetune", "--preset", "quickstart", "--run", folder.resolve("run").toString());
    command.add("--data", folder.resolve("train").toString());
    command.add("--eval-data", folder.resolve("val").toString());
    OVERRIDES.forEach(override -> command.add("--set", override));
    Path told = folder.resolve("training.txt");
    Process training =
        Subprocess.densesiam(command.build())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(told.toFile())
            .start();
    assertThat(training.waitFor()).as(() -> "training: " + contentOf(told.toFile())).isZero();
    return RunDirectory.open(folder.resolve("run"));
  }

  private void importMasks(Path images, Path labels, String name) {
    new ShardImport(
            MaskFolders.open(images, labels, SceneFolder.classes(folder.resolve("scenes"))),
            folder.resolve(name),
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
  }
}
