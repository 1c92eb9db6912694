package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.source.MaskFolders;
import org.densesiam.trainer.export.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a run of two steps. */
final class ProbeCommandTest {
  @TempDir private static Path folder;
  private static Path run = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void trainAndImport() {
    run = TinyRun.train(folder).path();
    Path scenes = folder.resolve("scenes");
    new ShardImport(
            MaskFolders.open(
                SceneFolder.valImages(scenes),
                SceneFolder.valLabels(scenes),
                scenes.resolve("classes.txt")),
            folder.resolve("val"),
            ImportOptions.DEFAULT)
        .run(counts -> {});
  }

  @Test
  void linearSegmentation_printsAndWritesItsFigures() throws IOException {
    assertThat(run("--task", "linear-seg", "--no-progress")).isEqualTo(ExitCode.DONE);

    assertThat(out.toString())
        .contains("Probe          linear-seg")
        .containsPattern("Features +RESNET18 of width 2, checkpoint .*step-00000002")
        .containsPattern("mIoU +\\d")
        .contains("Written to     " + run.resolve("probes/linear-seg"));
    assertThat(Files.readString(run.resolve("probes/linear-seg/probe.json")))
        .contains("\"task\" : \"LINEAR_SEG\"", "\"meanIou\" : ")
        .doesNotContain("NaN", "pictures");
    assertThat(run.resolve("probes/linear-seg/samples.png")).isRegularFile();
  }

  @Test
  void json_isWhatTheFileHoldsAndNothingElse() throws IOException {
    assertThat(run("--task", "kmeans", "--seed", "3", "--json", "--no-progress"))
        .isEqualTo(ExitCode.DONE);

    assertThat(out.toString())
        .isEqualTo(Files.readString(run.resolve("probes/kmeans-seed-3/probe.json")));
  }

  @Test
  void randomWeights_areToldApart() {
    assertThat(run("--task", "kmeans", "--random-weights", "--clusters", "3", "--size", "64"))
        .isEqualTo(ExitCode.DONE);

    assertThat(out.toString())
        .contains("random weights of seed 0")
        .contains("Images         4, 64 px")
        .contains("Clusters       3, matched to 8 classes");
    assertThat(run.resolve("probes/kmeans-random/evaluation.json")).isRegularFile();
  }

  @Test
  void otherBackbone_isProbedIntoItsOwnFolder() {
    assertThat(
            run(
                "--task",
                "linear-seg",
                "--backbone",
                run.toString(),
                "--to",
                folder.resolve("other").toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("other/probe.json")).isRegularFile();

    assertRefused("--to is needed with --backbone", "--task", "knn", "--backbone", run.toString());
  }

  @Test
  void wrongUsage_isOneSentence() {
    assertRefused(
        "expected one of linear-seg, kmeans, linear, knn, but was 'svm'", "--task", "svm");
    assertRefused("stage must be 2 to 5: 6", "--task", "kmeans", "--stage", "6");
    assertRefused(
        "the size of images must be a multiple of 32 px: 50", "--task", "kmeans", "--size", "50");
    assertRefused("has images without a class", "--task", "knn");
    assertRefused(
        "mutually exclusive", "--task", "kmeans", "--random-weights", "--backbone", run.toString());
  }

  private void assertRefused(String sentence, String... options) {
    err.getBuffer().setLength(0);
    assertThat(run(options)).isEqualTo(ExitCode.WRONG_USAGE);
    ImmutableList<String> lines = err.toString().lines().collect(ImmutableList.toImmutableList());
    assertThat(lines.get(lines.size() - 1)).startsWith("densesiam probe: ").contains(sentence);
  }

  private int run(String... options) {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String val = folder.resolve("val").toString();
    return DenseSiamCommand.execute(
        root,
        ImmutableList.<String>builder()
            .add("probe", "--run", run.toString(), "--data", val, "--eval-data", val)
            .add(options)
            .build()
            .toArray(String[]::new));
  }
}
