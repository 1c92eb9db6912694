package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.SafeTensors;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.export.TinySegmentation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** A whole segmentation network from a file to a run that is judged, and trains on. */
class WeightsImportSegmenterTest {
  @TempDir private static Path trained;
  private static Path network = Path.of("");

  @TempDir private Path folder;

  @BeforeAll
  static void trainAndExport() {
    network = trained.resolve("network.safetensors");
    TinySegmentation.train(trained);
    done("weights", "export", "--run", run(), "--part", "network", "--to", network);
  }

  @Test
  void network_isTheSameBitForBit_andScoresTheSame() throws Exception {
    Path imported = folder.resolve("imported");

    String told = importInto(imported, network).out();

    assertThat(told)
        .contains("Checkpoint   " + imported.resolve("checkpoints/step-00000000"))
        .contains("Imported     aux_predictor, aux_projector, backbone, decoder, kernel_")
        .doesNotContain("From seed", "Left out")
        .contains("Next         densesiam segment --resume --data " + trained.resolve("train"));
    assertThat(done("weights", "compare", network, imported)).contains("The same");
    done("evaluate", "--run", imported, "--data", labelled(), "--to", folder.resolve("scores"));
    assertIsTheTrainedRuns(evaluation(folder.resolve("scores")));
  }

  @Test
  void segmentResume_isJudgedBeforeItsFirstStep_andTrainsOn() {
    Path imported = folder.resolve("imported");
    importInto(imported, network);

    String told = resume(imported, "--eval-data", labelled());

    assertThat(told).contains("Done after 2 steps", "mIoU");
    assertIsTheTrainedRuns(evaluation(imported.resolve("evaluation/before")));
    assertThat(CommandResult.of("weights", "compare", network, imported).code())
        .as("two steps later")
        .isEqualTo(1);
  }

  @Test
  void backboneAlone_resumed_isTheSegmentationThatBeginsWithIt() {
    Path backbone = folder.resolve("backbone.safetensors");
    Path imported = folder.resolve("imported");
    Path begun = folder.resolve("begun");
    done("weights", "export", "--run", run(), "--to", backbone);

    assertThat(importInto(imported, backbone).out()).contains("From seed    aux_predictor, ");
    resume(imported);
    done(
        command(
            "segment",
            ImmutableList.of(
                "--run", begun, "--data", trained.resolve("train"), "--backbone", backbone)));

    assertThat(done("weights", "compare", begun, imported)).contains("The same");
  }

  @Test
  void whatTheFileLacksAndWhatIsOver_isTold() {
    SafeTensors all = SafeTensors.open(network);
    ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
    for (String name : all.shapes().keySet()) {
      if (!name.startsWith("decoder.")) {
        arrays.put(name, all.get(name));
      }
    }
    arrays.put("classifier.weight", FloatArray.of(Shape.of(1), 1));
    Path file = written(arrays.buildOrThrow());

    assertThat(importInto(folder.resolve("imported"), file).out())
        .contains("From seed    decoder" + System.lineSeparator())
        .contains("Left out     classifier" + System.lineSeparator());
  }

  @Test
  void otherNumberOfClusters_isOneSentence_andNoRunIsBegun() {
    CommandResult refused =
        importCommand(folder.resolve("imported"), network, "--set", "model.categories.count=5");

    assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err())
        .startsWith("densesiam weights import: " + network + " does not fit the model: variable ")
        .contains("\"projector.6.weight\" is [1, 1, 6, 9] there and [1, 1, 6, 5] here")
        .contains("Its backbone looks like the model's, a ResNet-18 of width 2; set the")
        .contains(" model.* keys to the sizes of the weights");
    assertThat(folder.resolve("imported")).doesNotExist();
  }

  /** All of the model's variables are there, and yet it is another network. */
  @Test
  void deeperNetwork_isNotTakenForThePresets() {
    SafeTensors all = SafeTensors.open(network);
    ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
    for (String name : all.shapes().keySet()) {
      arrays.put(name, all.get(name));
      if (name.startsWith("backbone.layer1.1.")) {
        arrays.put(name.replace("layer1.1.", "layer1.2."), all.get(name));
      }
    }
    Path file = written(arrays.buildOrThrow());

    CommandResult refused = importCommand(folder.resolve("imported"), file);

    assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err())
        .contains("the model has no variable \"backbone.layer1.2.")
        .contains("It looks like a residual network of [3, 2, 2, 2] basic blocks of width 2");
    assertThat(Files.exists(folder.resolve("imported"))).isFalse();
  }

  /** The same figures; but where the trained run took two steps, the imported one took none. */
  private static void assertIsTheTrainedRuns(EvaluationSummary imported) {
    EvaluationSummary trained = evaluation(run().resolve("evaluation"));
    assertThat(imported).usingRecursiveComparison().ignoringFields("step").isEqualTo(trained);
    assertThat(trained.step()).hasValue(2L);
    assertThat(imported.step()).hasValue(0L);
  }

  private static EvaluationSummary evaluation(Path folder) {
    return EvaluationFiles.read(folder).orElseThrow();
  }

  private Path written(ImmutableMap<String, FloatArray> arrays) {
    Path file = folder.resolve("other.safetensors");
    SafeTensors.write(file, new ArrayMap("made by the test", arrays), ImmutableMap.of());
    return file;
  }

  private static CommandResult importInto(Path run, Path file) {
    CommandResult result = importCommand(run, file);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private static CommandResult importCommand(Path run, Path file, Object... options) {
    return CommandResult.of(
        ImmutableList.builder()
            .add("weights")
            .addAll(
                command(
                    "import",
                    ImmutableList.of(
                        "--job",
                        "segment",
                        "--from",
                        file,
                        "--run",
                        run,
                        "--data",
                        trained.resolve("train"))))
            .add(options)
            .build());
  }

  private static ImmutableList<Object> command(String name, ImmutableList<Object> options) {
    ImmutableList.Builder<Object> command = ImmutableList.builder();
    command.add(name, "--preset", "quickstart");
    TinySegmentation.OVERRIDES.forEach(override -> command.add("--set", override));
    return command.addAll(options).build();
  }

  private static String resume(Path run, Object... options) {
    return done(
        ImmutableList.builder()
            .add("segment", "--resume", "--run", run, "--data", trained.resolve("train"))
            .add(options)
            .build());
  }

  private static String done(Object... arguments) {
    return done(ImmutableList.copyOf(arguments));
  }

  private static String done(ImmutableList<Object> arguments) {
    CommandResult result = CommandResult.of(arguments);
    assertThat(result.code()).as("%s: %s", arguments, result.err()).isZero();
    return result.out();
  }

  private static Path run() {
    return trained.resolve("run");
  }

  private static Path labelled() {
    return trained.resolve("val");
  }
}
