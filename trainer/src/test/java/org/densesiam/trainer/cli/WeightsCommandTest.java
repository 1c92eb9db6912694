package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ObjectArrays;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.SafeTensors;
import org.densesiam.trainer.export.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine;

class WeightsCommandTest {
  private static final String[] TINY = {
    "--preset",
    "quickstart",
    "--set",
    "data.batchSize=8",
    "--set",
    "views.sizePx=32",
    "--set",
    "model.backbone.width=2",
    "--set",
    "model.backbone.zeroInitResidual=false",
    "--set",
    "model.region.pseudoCategories=" + TinyRun.CATEGORIES,
    "--set",
    "model.pixel.gridSize=3",
    "--set",
    "run.epochs=1"
  };

  @TempDir private static Path trained;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void train() {
    TinyRun.train(trained);
  }

  @Test
  void network_exportedAndImported_isTheSameBitForBit() {
    Path file = folder.resolve("network.safetensors");
    Path imported = folder.resolve("imported");

    assertThat(weights("export", "--run", run(), "--part", "network", "--to", file)).isZero();
    assertThat(importInto(imported, file)).as(err.toString()).isZero();
    assertThat(weights("compare", run(), imported)).isZero();
    assertThat(weights("compare", file, imported)).isZero();

    assertThat(out.toString())
        .contains("Checkpoint   " + imported.resolve("checkpoints").resolve("step-00000000"))
        .contains("Imported     backbone, ")
        .doesNotContain("From seed")
        .contains("Next         densesiam pretrain --resume --data " + shards())
        .endsWith("The same" + System.lineSeparator());
  }

  @Test
  void backbone_imported_keepsTheSeedsHeads_andTrainsOn() {
    Path file = folder.resolve("backbone.safetensors");
    Path imported = folder.resolve("imported");

    assertThat(weights("export", "--run", run(), "--to", file)).isZero();
    assertThat(SafeTensors.open(file).shapes().keySet()).contains("layer1.0.bn1.running_var");
    assertThat(importInto(imported, file)).as(err.toString()).isZero();
    assertThat(weights("compare", run(), imported, "--part", "backbone")).isZero();
    assertThat(weights("compare", run(), file)).as("the file has a backbone only").isZero();
    assertThat(out.toString()).contains("From seed    ").contains("projector");
    assertThat(weights("compare", run(), imported)).as("heads are others").isEqualTo(1);

    assertThat(execute("pretrain", "--resume", "--data", shards(), "--run", imported))
        .as(err.toString())
        .isZero();
    assertThat(weights("compare", run(), imported, "--part", "backbone"))
        .as("two steps later")
        .isEqualTo(1);
    assertThat(out.toString()).contains("Done after 2 steps").contains(" differs most: by ");
  }

  @Test
  void compare_smallDifference_isTheSameWithinATolerance() {
    Path file = folder.resolve("network.safetensors");
    Path moved = folder.resolve("moved.safetensors");
    assertThat(weights("export", "--run", run(), "--to", file)).isZero();
    Map<String, FloatArray> arrays = copy(SafeTensors.open(file));
    arrays.put("bn1.weight", FloatArray.of(Shape.of(2), 1.001f, 1f));
    SafeTensors.write(moved, new ArrayMap("x", ImmutableMap.copyOf(arrays)), ImmutableMap.of());

    assertThat(weights("compare", file, moved)).isEqualTo(1);
    assertThat(weights("compare", file, moved, "--tolerance", "0.01")).isZero();
    assertThat(out.toString()).contains("backbone.bn1.weight differs most: by ");

    Path json = folder.resolve("compared.json");
    assertThat(weights("compare", file, moved, "--json", json)).isEqualTo(1);
    assertThat(json)
        .content()
        .contains("\"same\" : false", "\"onlyFirst\" : [ ]", "\"name\" : \"backbone.bn1.weight\"");
  }

  @Test
  void compare_otherNames_areTold() {
    Path file = folder.resolve("backbone.safetensors");
    assertThat(weights("export", "--run", run(), "--to", file)).isZero();

    assertThat(weights("compare", run(), file, "--part", "network")).isEqualTo(1);
    assertThat(out.toString()).contains("Only in " + run() + ": ").contains(" more");
  }

  @Test
  void import_anotherArchitecture_isOneSentence_andNoRunIsBegun() {
    Path file = folder.resolve("network.safetensors");
    Path imported = folder.resolve("imported");
    assertThat(weights("export", "--run", run(), "--to", file)).isZero();

    int code =
        weights(
            "import",
            "--from",
            file,
            "--run",
            imported,
            "--data",
            shards(),
            "--preset",
            "quickstart");

    assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .startsWith("densesiam weights import: " + file + " does not fit the model: variable ")
        .contains("It looks like a ResNet-18 of width 2, the model is a ResNet-18 of width ");
    assertThat(imported).doesNotExist();
  }

  @Test
  void import_nan_namesTheVariable_andNoRunIsBegun() {
    Path file = folder.resolve("network.safetensors");
    assertThat(weights("export", "--run", run(), "--to", file)).isZero();
    Map<String, FloatArray> arrays = copy(SafeTensors.open(file));
    arrays.put("layer1.0.bn1.weight", FloatArray.of(Shape.of(2), 1, Float.NaN));
    SafeTensors.write(file, new ArrayMap("x", ImmutableMap.copyOf(arrays)), ImmutableMap.of());

    assertThat(importInto(folder.resolve("imported"), file)).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString())
        .contains(
            "\"backbone.layer1.0.bn1.weight\" has a value that is not finite, NaN at place 1");
    assertThat(folder.resolve("imported")).doesNotExist();
  }

  @Test
  void import_cutFile_isOneSentence() throws Exception {
    Path file = folder.resolve("cut.safetensors");
    assertThat(weights("export", "--run", run(), "--to", file)).isZero();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 10));

    assertThat(importInto(folder.resolve("imported"), file)).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains(file + " is cut: variable ");
  }

  private int importInto(Path run, Path from) {
    Object[] arguments = {"import", "--from", from, "--run", run, "--data", shards()};
    return weights(ObjectArrays.concat(arguments, TINY, Object.class));
  }

  private int weights(Object... arguments) {
    return execute(ObjectArrays.concat("weights", arguments));
  }

  private int execute(Object... arguments) {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return DenseSiamCommand.execute(
        root, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  private static Map<String, FloatArray> copy(NamedArrays arrays) {
    Map<String, FloatArray> copy = new LinkedHashMap<>();
    arrays.shapes().keySet().forEach(name -> copy.put(name, arrays.get(name)));
    return copy;
  }

  private static Path run() {
    return trained.resolve("run");
  }

  private static Path shards() {
    return trained.resolve("shards");
  }
}
