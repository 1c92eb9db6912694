package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BenchmarkCommandTest {
  /** Fewer than the steps below take, so that the shards must be read more than once. */
  private static final int SCENES = 3;

  private static final ImmutableList<String> TINY =
      ImmutableList.of(
          "benchmark",
          "--no-progress",
          "--preset=quickstart",
          "--set=data.batchSize=4",
          "--set=views.sizePx=32",
          "--set=model.backbone.width=2",
          "--set=model.region.weight=0",
          "--steps=2",
          "--warmup=1");

  @TempDir private static Path data;
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void importScenes() {
    Path scenes = data.resolve("scenes");
    new SceneFolder(1, SCENES, 0).write(scenes);
    new ShardImport(
            FolderSource.open(SceneFolder.trainImages(scenes), ImageSource.Layout.AUTO),
            data.resolve("shards"),
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
  }

  @Test
  void benchmark_ofShards_timesAllPartsAsATableAndAsJson() throws IOException {
    Path json = folder.resolve("benchmark.json");

    assertThat(run("--data", data.resolve("shards").toString(), "--json", json.toString()))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);

    assertThat(out.toString())
        .contains("32 px, batch 4: 2 steps each, after 1 to warm up")
        .contains("training, synthetic views", "training, shards", "input: decode")
        .contains("input with colour");
    JsonNode result = JsonMapper.builder().build().readTree(Files.readString(json));
    JsonNode parts = result.get("measurements");
    assertThat(parts.findValuesAsText("part"))
        .containsExactly("synthetic", "shards", "input", "input-colour");
    for (JsonNode part : parts) {
      assertThat(part.get("medianMs").asDouble()).isPositive();
      assertThat(part.get("p95Ms").asDouble())
          .isGreaterThanOrEqualTo(part.get("medianMs").asDouble());
      assertThat(part.get("imagesPerSecond").asDouble()).isPositive();
    }
    assertThat(parts.get(1).get("waitShare").asDouble()).isBetween(0.0, 1.0);
    assertThat(result.get("overrides").size()).isEqualTo(4);
  }

  @Test
  void benchmark_withoutDataAsJson_printsOneObjectOnTrainingAlone() throws IOException {
    assertThat(run("--json")).as(err.toString()).isEqualTo(ExitCode.DONE);

    JsonNode result = JsonMapper.builder().build().readTree(out.toString());
    assertThat(result.get("measurements").findValuesAsText("part")).containsExactly("synthetic");
  }

  @Test
  void benchmark_ofInputWithoutData_saysWhatIsMissing() {
    assertThat(run("--what", "synthetic,input-colour")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("--what input-colour needs --data SHARDS");
  }

  @Test
  void benchmark_ofNoSteps_isRefused() {
    assertThat(execute(ImmutableList.of("benchmark", "--steps=0"))).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("--steps must be at least 1: 0");
  }

  private int run(String... args) {
    return execute(ImmutableList.<String>builder().addAll(TINY).addAll(List.of(args)).build());
  }

  private int execute(ImmutableList<String> line) {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return DenseSiamCommand.execute(root, line.toArray(String[]::new));
  }
}
