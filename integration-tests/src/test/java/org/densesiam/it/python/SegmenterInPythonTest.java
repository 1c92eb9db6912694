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
import org.densesiam.export.serving.ServingConfig;
import org.densesiam.export.serving.ServingNeed;
import org.densesiam.it.run.Subprocess;
import org.densesiam.it.run.TinyRun;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.WeightSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segmentation run's exported segmenter, as Python's tools have it. */
@NeedsPython
class SegmenterInPythonTest {
  private static final ImmutableList<String> OVERRIDES =
      ImmutableList.of(
          "data.batchSize=8",
          "views.sizePx=32",
          "model.backbone.width=8",
          "model.decoderChannels=16",
          "model.headWidth=16",
          "model.categories.count=6",
          "model.overclustering.count=12",
          "evaluation.sizePx=64",
          "run.epochs=1");

  @TempDir private static Path folder;
  private static Python python;
  private static RunDirectory run;
  private static Path model;

  @BeforeAll
  static void trainAndExport() throws Exception {
    python = Python.find().orElseThrow();
    Path train = TinyRun.shards(folder);
    Path scenes = folder.resolve("scenes");
    Path labelled = folder.resolve("labelled");
    new ShardImport(
            MaskFolders.open(
                SceneFolder.valImages(scenes),
                SceneFolder.valLabels(scenes),
                SceneFolder.classes(scenes)),
            labelled,
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
    segment(train, labelled);
    run = RunDirectory.open(folder.resolve("run"));
    model =
        new RunExport(run)
            .write(
                new ModelFolder(folder.resolve("model")),
                1,
                ExportFormat.SAVED_MODEL,
                Precision.FP32);
  }

  private static void segment(Path train, Path labelled) throws Exception {
    ImmutableList.Builder<String> command = ImmutableList.builder();
    command.add("segment", "--preset", "quickstart", "--run", folder.resolve("run").toString());
    command.add("--data", train.toString(), "--eval-data", labelled.toString());
    OVERRIDES.forEach(override -> command.add("--set", override));
    Process training =
        Subprocess.densesiam(command.build())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("training.txt").toFile())
            .start();
    assertThat(training.waitFor())
        .as(() -> "training: " + contentOf(folder.resolve("training.txt").toFile()))
        .isZero();
  }

  @Test
  void signatures_answerInPython_whatTheTrainingGraphAnswersHere() throws Exception {
    Path cases = Files.createDirectory(folder.resolve("cases"));
    ClassMatching matching =
        EvaluationFiles.read(run.evaluation())
            .flatMap(EvaluationSummary::classMatching)
            .orElseThrow();
    List<byte[]> one = List.of(Pixels.encode(Pixels.image(50, 70, 1), "png"));
    List<byte[]> five =
        List.of(
            Pixels.encode(Pixels.image(50, 70, 1), "jpg"),
            Pixels.encode(Pixels.image(200, 31, 2), "png"),
            Pixels.encode(Pixels.image(32, 32, 3), "jpg"),
            Pixels.encode(Pixels.image(1, 1, 4), "png"),
            Pixels.encode(Pixels.image(64, 48, 5), "jpg"));
    try (TrainedGraph graph =
        new TrainedGraph(
            run.config(ConfigYaml.SEGMENT), Checkpoint.prefix(run.newestCheckpoint()))) {
      SegmenterCases written = new SegmenterCases(graph, matching, cases);
      written.addPixels(1, 64, 64);
      written.addPixels(5, 33, 95);
      written.addPixels(5, 96, 40);
      int sidePx = run.config(ConfigYaml.SEGMENT).evaluation().sizePx();
      written.addEncoded(sidePx, one);
      written.addEncoded(sidePx, five);
      written.addSized(48, 80, one);
      written.addSized(33, 31, five);
    }

    assertThat(python.run("signatures.py", model, cases)).startsWith("worst relative difference");
  }

  @Test
  void variables_areThoseOfTheAnswer_andLearnInPython() throws Exception {
    Path names = folder.resolve("variables.txt");
    Files.write(
        names,
        WeightSource.at(run.path()).network().shapes().keySet().stream()
            .filter(name -> name.matches("(backbone|decoder|projector)\\..*"))
            .toList());

    python.run("fine_tune_segmenter.py", model, names);
  }

  @Test
  void savedModelCli_showsAndRuns() throws Exception {
    assertThat(python.tool("saved_model_cli", "show", "--dir", model, "--all"))
        .contains(
            "signature_def['serving_default']",
            "signature_def['image_bytes']",
            "signature_def['image_bytes_sized']");
    assertThat(
            python.tool(
                "saved_model_cli",
                "run",
                "--dir",
                model,
                "--tag_set",
                "serve",
                "--signature_def",
                "serving_default",
                "--input_exprs",
                "images=[[[[0,0,0],[255,128,0]]]]"))
        .contains("Result for output key labels:", "Result for output key confidence:");
  }

  @Test
  void oddImagesAndSizes_areAnsweredOrNamed() throws Exception {
    int sidePx = run.config(ConfigYaml.SEGMENT).evaluation().sizePx();
    python.run("odd_images_segmenter.py", model, sidePx);
  }

  @Test
  void servingsProtos_findMethodNamesTensorsWarmUpAndConfiguration() throws Exception {
    Path config =
        ServingConfig.write(
            new ModelFolder(folder.resolve("model")), new ServingNeed(300L << 20, 0.05));

    python.run("serving.py", model, config);
  }
}
