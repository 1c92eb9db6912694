package org.densesiam.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.export.serving.ServingConfig;
import org.densesiam.export.serving.ServingNeed;
import org.densesiam.it.run.Subprocess;
import org.densesiam.it.run.TinyRun;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.WeightSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pre-training run, its files and its exported backbone, as Python's tools have them. */
@NeedsPython
class RunInPythonTest {
  private static final int RES5_CHANNELS = 64; // width 8, three doublings

  @TempDir private static Path folder;
  private static Python python;
  private static RunDirectory run;
  private static Path shards;
  private static Path model;

  @BeforeAll
  static void trainAndExport() throws Exception {
    python = Python.find().orElseThrow();
    shards = TinyRun.shards(folder);
    Process training =
        Subprocess.densesiam(TinyRun.pretrain(shards.toString(), folder.resolve("run")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("training.txt").toFile())
            .start();
    assertThat(training.waitFor())
        .as(() -> "training: " + contentOf(folder.resolve("training.txt").toFile()))
        .isZero();
    run = RunDirectory.open(folder.resolve("run"));
    model =
        new RunExport(run)
            .write(
                new ModelFolder(folder.resolve("model")),
                1,
                ExportFormat.SAVED_MODEL,
                Precision.FP32);
  }

  @Test
  void signatures_answerInPython_whatTheTrainingGraphAnswersHere() throws Exception {
    Path cases = Files.createDirectory(folder.resolve("cases"));
    try (TrainedGraph graph = new TrainedGraph(run.config(ConfigYaml.PRETRAIN), checkpoint())) {
      SignatureCases written = new SignatureCases(graph, cases);
      written.addPixels(1, 64, 64);
      written.addPixels(5, 33, 95);
      written.addPixels(5, 96, 40);
      int sidePx = run.config().viewPx();
      written.addEncoded(sidePx, ImmutableList.of(Pixels.encode(Pixels.image(50, 70, 1), "png")));
      written.addEncoded(
          sidePx,
          ImmutableList.of(
              Pixels.encode(Pixels.image(50, 70, 1), "jpg"),
              Pixels.encode(Pixels.image(200, 31, 2), "png"),
              Pixels.encode(Pixels.image(32, 32, 3), "jpg"),
              Pixels.encode(Pixels.image(1, 1, 4), "png"),
              Pixels.encode(Pixels.image(64, 48, 5), "jpg")));
    }

    assertThat(python.run("signatures.py", model, cases)).startsWith("worst relative difference");
  }

  @Test
  void model_isFineTunedInPython_withAllItsVariables() throws Exception {
    Path names = folder.resolve("variables.txt");
    Files.write(
        names,
        WeightSource.at(run.path()).network().shapes().keySet().stream()
            .filter(name -> name.matches("(backbone|projector|mask_head)\\..*"))
            .toList());

    python.run("fine_tune.py", model, names, RES5_CHANNELS);
  }

  @Test
  void savedModelCli_showsAndRuns() throws Exception {
    assertThat(python.tool("saved_model_cli", "show", "--dir", model, "--all"))
        .contains(
            "signature_def['serving_default']",
            "signature_def['image_bytes']",
            "signature_def['embed']",
            "signature_def['masks']",
            "Method name is: tensorflow/serving/predict");
    assertThat(
            python.tool(
                "saved_model_cli",
                "run",
                "--dir",
                model,
                "--tag_set",
                "serve",
                "--signature_def",
                "embed",
                "--input_exprs",
                "images=[[[[0,0,0],[255,128,0]]]]"))
        .contains("Result for output key embedding:");
  }

  @Test
  void oddImages_areAnsweredOrNamed() throws Exception {
    python.run("odd_images.py", model, run.config().viewPx());
  }

  @Test
  void servingsProtos_findMethodNamesTensorsWarmUpAndConfiguration() throws Exception {
    Path config =
        ServingConfig.write(
            new ModelFolder(folder.resolve("model")), new ServingNeed(300L << 20, 0.05));

    python.run("serving.py", model, config);
  }

  @Test
  void recordsCheckpointAndEvents_areReadByPythonsTools() throws Exception {
    python.run("run_files.py", shards, run.path(), checkpoint());
  }

  private static Path checkpoint() {
    int steps = TinyRun.STEPS_PER_EPOCH * TinyRun.EPOCHS;
    return Checkpoint.prefix(TinyRun.checkpoint(run.path(), steps));
  }
}
