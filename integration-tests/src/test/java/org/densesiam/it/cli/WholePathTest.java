package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.it.run.Subprocess;
import org.densesiam.it.run.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From photographs to a report by the commands of README, each reading what the last one wrote. */
class WholePathTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRAINING_SCENES = 24;
  private static final int HELD_OUT_SCENES = 8;
  private static final int STEPS = 2 * TRAINING_SCENES / TinyRun.BATCH_SIZE;
  private static final int CATEGORIES = 4; // TinyRun.OVERRIDES

  @TempDir static Path folder;
  private static String reported = "";

  @BeforeAll
  static void runEveryCommand() {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, TRAINING_SCENES, HELD_OUT_SCENES).write(scenes);
    densesiam("import", "images", "--from", SceneFolder.trainImages(scenes), "--to", at("train"));
    densesiam("import", "images", "--from", SceneFolder.valImages(scenes), "--to", at("val"));
    List<Object> pretrain = new ArrayList<>();
    pretrain.addAll(List.of("pretrain", "--preset", "quickstart", "--run", at("run")));
    pretrain.addAll(List.of("--data", at("train"), "--eval-data", at("val")));
    TinyRun.OVERRIDES.forEach(override -> pretrain.addAll(List.of("--set", override)));
    pretrain.addAll(List.of("--set", "run.epochs=2", "--set", "run.logEverySteps=1"));
    densesiam(pretrain.toArray());
    densesiam("export", "--run", at("run"), "--to", at("model"));
    densesiam("predict", "--model", at("model"), "--images", valImages(), "--to", at("predicted"));
    reported =
        densesiam(
            "report", "--run", at("run"), "--data", at("train"), "--predictions", at("predicted"));
  }

  private static String densesiam(Object... arguments) {
    CommandLineRun run = CommandLineRun.of(Arrays.stream(arguments).map(Object::toString).toList());
    assertThat(run.exitCode()).as("%s\n%s", Arrays.toString(arguments), run.err()).isZero();
    return run.out();
  }

  private static Path at(String name) {
    return folder.resolve(name);
  }

  private static Path valImages() {
    return SceneFolder.valImages(at("scenes"));
  }

  @Test
  void import_countsEveryScene() throws IOException {
    JsonNode manifest = JSON.readTree(at("train/manifest.json").toFile());

    assertThat(manifest.findValue("records").asInt()).isEqualTo(TRAINING_SCENES);
  }

  @Test
  void pretrain_keepsALineForEachStep_withEveryLoss() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(at("run/metrics.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    lines.removeIf(line -> line.has("held_out/effective_rank")); // measured between steps

    assertThat(lines).extracting(line -> line.get("step").asInt()).hasSize(STEPS).endsWith(STEPS);
    assertThat(lines)
        .filteredOn(line -> line.has("loss/region"))
        .as("from half-way")
        .hasSize(STEPS / 2);
  }

  @Test
  void pretrain_withHeldOutImages_keepsTheRankOfTheirFeatures() throws IOException {
    List<Integer> steps = new ArrayList<>();
    for (String line : Files.readAllLines(at("run/metrics.jsonl"))) {
      JsonNode node = JSON.readTree(line);
      if (node.has("held_out/effective_rank")) {
        steps.add(node.get("step").asInt());
        assertThat(node.get("held_out/log10_spectrum")).hasSize(HELD_OUT_SCENES);
      }
    }

    assertThat(steps).as("after both epochs").containsExactly(STEPS / 2, STEPS);
    assertThat(contentOf(at("run/report.html").toFile())).contains("Effective rank of features");
  }

  @Test
  void export_isTheRunsLastCheckpoint_andAnswers() throws IOException {
    JsonNode origin = JSON.readTree(at("model/1/assets.extra/densesiam.json").toFile());
    assertThat(origin.get("step").asInt()).isEqualTo(STEPS);

    try (ImageModel model = ImageModel.load(at("model"))) {
      assertThat(model.signatures()).contains("serving_default", "image_bytes", "embed", "masks");
    }
  }

  @Test
  void predict_labelsEveryPixelOfEveryHeldOutScene() throws IOException {
    for (Path scene : files(valImages())) {
      String name = scene.getFileName().toString().replace(".jpg", "");
      BufferedImage image = ImageIO.read(scene.toFile());
      BufferedImage labels = ImageIO.read(at("predicted/" + name + ".labels.png").toFile());

      assertThat(labels.getWidth()).isEqualTo(image.getWidth());
      assertThat(labels.getHeight()).isEqualTo(image.getHeight());
      int[] categories =
          labels.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
      assertThat(Arrays.stream(categories)).allMatch(category -> category < CATEGORIES);
      assertThat(at("predicted/" + name + ".overlay.png")).isNotEmptyFile();
    }
  }

  @Test
  void benchmark_20000PredictionsFrom8Threads_areRight_andMemoryStaysFlat() throws Exception {
    Path json = at("speed.json");
    Process benchmark =
        Subprocess.withSmallHeap( // so that memory is TensorFlow's and not Java's garbage
                ImmutableList.of(
                    "benchmark",
                    "--model=" + at("model"),
                    "--signature=embed",
                    "--side=64",
                    "--threads=8",
                    "--calls=20000",
                    "--json=" + json))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(at("speed.txt").toFile())
            .start();

    assertThat(benchmark.waitFor()).as(() -> contentOf(at("speed.txt").toFile())).isZero();
    JsonNode measured = JSON.readTree(json.toFile()).get("measurement");
    assertThat(measured.get("calls").asInt()).as("answered right").isEqualTo(20_000);
    // A leak of one input a call would be 20,000 * 64 * 64 * 3 bytes, 246 MB.
    assertThat(measured.get("residentBytesAfter").asLong())
        .as("resident memory")
        .isLessThan(measured.get("residentBytesBefore").asLong() + 60_000_000);
  }

  @Test
  void report_isOnePageWithItsPictures() throws IOException {
    Path report = at("run/report.html");
    String page = Files.readString(report);

    assertThat(reported).contains("Report: " + report);
    assertThat(Pattern.compile("<img[^>]*src=\"data:image/png;base64,").matcher(page).results())
        .as("sheets of view pairs, and the held-out scenes")
        .hasSizeGreaterThan(HELD_OUT_SCENES);
    assertThat(page)
        .as("no network")
        .doesNotContainPattern("(src|href)=\"(https?:)?//")
        .contains("on " + HELD_OUT_SCENES + " held-out images", "pseudoCategories: 4")
        .contains("densesiam export --run " + at("run"));
  }

  private static ImmutableList<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().collect(ImmutableList.toImmutableList());
    }
  }
}
