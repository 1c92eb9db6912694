package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.it.run.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unsupervised segmentation by the commands of README, each reading what the last one wrote. */
class SegmentPathTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRAINING_SCENES = 24;
  private static final int HELD_OUT_SCENES = 8;
  private static final int EPOCHS = 2;
  private static final int CLUSTERS = 6;
  private static final int CLASSES = 8; // of the scenes
  private static final ImmutableList<String> TINY =
      ImmutableList.of(
          "data.batchSize=" + TinyRun.BATCH_SIZE,
          "views.sizePx=32",
          "model.backbone.width=8",
          "model.decoderChannels=16",
          "model.headWidth=16",
          "model.categories.count=" + CLUSTERS,
          "model.overclustering.count=12",
          "evaluation.sizePx=64",
          "run.epochs=" + EPOCHS);

  @TempDir static Path folder;
  private static String told = "";

  @BeforeAll
  static void runEveryCommand() {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, TRAINING_SCENES, HELD_OUT_SCENES).write(scenes);
    densesiam("import", "images", "--from", SceneFolder.trainImages(scenes), "--to", at("train"));
    densesiam(
        "import",
        "masks",
        "--images",
        SceneFolder.valImages(scenes),
        "--labels",
        SceneFolder.valLabels(scenes),
        "--classes",
        SceneFolder.classes(scenes),
        "--to",
        at("val"));
    List<String> pretrain =
        new ArrayList<>(TinyRun.pretrain(at("train").toString(), at("pretrained")));
    pretrain.addAll(List.of("--set", "run.epochs=1"));
    densesiam(pretrain.toArray());
    told = segment("run", "--init", at("pretrained"));
  }

  private static String segment(String run, Object... options) {
    return densesiam(segmentCommand(run, options).toArray());
  }

  private static List<Object> segmentCommand(String run, Object... options) {
    List<Object> command = new ArrayList<>();
    command.addAll(List.of("segment", "--preset", "quickstart", "--run", at(run)));
    command.addAll(List.of("--data", at("train"), "--eval-data", at("val")));
    TINY.forEach(override -> command.addAll(List.of("--set", override)));
    command.addAll(Arrays.asList(options));
    return command;
  }

  private static String densesiam(Object... arguments) {
    CommandLineRun run = CommandLineRun.of(Arrays.stream(arguments).map(Object::toString).toList());
    assertThat(run.exitCode()).as("%s\n%s", Arrays.toString(arguments), run.err()).isZero();
    return run.out();
  }

  private static CommandLineRun failing(List<?> arguments) {
    return CommandLineRun.of(arguments.stream().map(Object::toString).toList());
  }

  private static Path at(String name) {
    return folder.resolve(name);
  }

  private static JsonNode evaluation(String file) throws IOException {
    return JSON.readTree(at(file).toFile());
  }

  @Test
  void weights_ofARun_areTheSameFromAFile() {
    Path file = at("network.safetensors");
    densesiam("weights", "export", "--run", at("run"), "--part", "network", "--to", file);

    assertThat(densesiam("weights", "compare", at("run"), file)).contains("The same");
  }

  @Test
  void segment_isJudgedBeforeAndAfter_overEveryPixel() throws IOException {
    for (String file : List.of("before/evaluation.json", "evaluation.json")) {
      JsonNode found = evaluation("run/evaluation/" + file);
      assertThat(found.get("images").asInt()).isEqualTo(HELD_OUT_SCENES);
      assertThat(found.get("clusters").asInt()).isEqualTo(CLUSTERS);
      JsonNode scores = found.get("scores");
      assertScoresAreThoseOf(found.get("confusion"), scores);
      assertThat(scores.get("labelledPixels").asLong()).isEqualTo(HELD_OUT_SCENES * 64L * 64);
    }
    assertThat(evaluation("run/evaluation/before/evaluation.json").get("step").asInt()).isZero();
    assertThat(evaluation("run/evaluation/evaluation.json").get("step").asInt()).isEqualTo(6);
    assertThat(told)
        .contains("mIoU", "Done after " + 2 * TRAINING_SCENES / 8)
        .contains("Clusters   " + CLUSTERS + ", as given");
  }

  /** Counted anew from pixels by class (rows) and cluster, by the matching that the file names. */
  private static void assertScoresAreThoseOf(JsonNode counts, JsonNode scores) {
    double agreeing = 0;
    double ious = 0;
    double total = 0;
    for (int c = 0; c < CLASSES; c++) {
      double labelled = 0;
      for (int k = 0; k < CLUSTERS; k++) {
        labelled += counts.get(c).get(k).asDouble();
      }
      total += labelled;
      JsonNode matched = scores.get("classes").get(c);
      if (matched.has("cluster")) { // two classes have none: there are fewer clusters
        int cluster = matched.get("cluster").asInt();
        double predicted = 0;
        for (int other = 0; other < CLASSES; other++) {
          predicted += counts.get(other).get(cluster).asDouble();
        }
        double both = counts.get(c).get(cluster).asDouble();
        agreeing += both;
        ious += both / (labelled + predicted - both);
      }
    }
    assertThat(scores.get("meanIou").asDouble()).isCloseTo(ious / CLASSES, within(1e-9));
    assertThat(scores.get("accuracy").asDouble()).isCloseTo(agreeing / total, within(1e-9));
    assertThat(agreeing / total)
        .as("the best matching is no worse than the mean of all")
        .isGreaterThanOrEqualTo(1.0 / CLASSES);
  }

  @Test
  void segment_keepsEveryEvaluationInItsMetrics() throws IOException {
    List<Integer> steps = new ArrayList<>();
    for (String line : Files.readAllLines(at("run/metrics.jsonl"))) {
      JsonNode node = JSON.readTree(line);
      if (node.has("evaluation/miou")) {
        steps.add(node.get("step").asInt());
      }
    }
    assertThat(steps).as("before, after the first epoch, after the last").containsExactly(0, 3, 6);
  }

  @Test
  void segment_keepsTheRankOfFeaturesWheneverItIsEvaluated() throws IOException {
    List<Integer> steps = new ArrayList<>();
    for (String line : Files.readAllLines(at("run/metrics.jsonl"))) {
      JsonNode node = JSON.readTree(line);
      if (node.has("held_out/effective_rank")) {
        steps.add(node.get("step").asInt());
        assertThat(node.get("held_out/effective_rank").asDouble())
            .isBetween(1.0, (double) HELD_OUT_SCENES);
      }
    }
    assertThat(steps).as("0 too: the backbone is trained").containsExactly(0, 3, 6);
  }

  @Test
  void evaluate_ofTheFinishedRun_givesTheSameScores() throws IOException {
    densesiam("evaluate", "--run", at("run"), "--data", at("val"), "--to", at("again"));

    assertThat(evaluation("again/evaluation.json"))
        .isEqualTo(evaluation("run/evaluation/evaluation.json"));
    assertThat(at("again/confusion.png")).isNotEmptyFile();
    assertThat(at("again/samples.png")).isNotEmptyFile();
  }

  @Test
  void evaluate_withoutLabels_saysSoAndDraws() throws IOException {
    String out =
        densesiam("evaluate", "--run", at("run"), "--data", at("train"), "--to", at("unlabelled"));

    assertThat(out).contains("no pixel has a label").doesNotContain("NaN");
    assertThat(evaluation("unlabelled/evaluation.json").has("scores")).isFalse();
    assertThat(at("unlabelled/samples.png")).isNotEmptyFile();
  }

  @Test
  void segment_startsFromThePretrainedBackbone_bitForBit() {
    Path start = at("run/checkpoints/step-00000000");
    String same = densesiam("weights", "compare", at("pretrained"), start, "--part", "backbone");
    assertThat(same).contains("The same");

    CommandLineRun trained =
        failing(List.of("weights", "compare", at("pretrained"), at("run"), "--part", "backbone"));
    assertThat(trained.exitCode()).as("after training").isEqualTo(1);
  }

  @Test
  void repeat_reportsMeanAndDeviationOfItsSeeds() throws IOException {
    String out = segment("seeds", "--repeat", 2, "--set", "run.epochs=1");

    JsonNode seeds = evaluation("seeds/seeds.json").get("seeds");
    assertThat(seeds).extracting(seed -> seed.get("seed").asLong()).containsExactly(1L, 2L);
    double mean =
        (seeds.get(0).get("after").get("meanIou").asDouble()
                + seeds.get(1).get("after").get("meanIou").asDouble())
            / 2;
    assertThat(out).contains("after   mIoU %.1f +- ".formatted(100 * mean));
  }

  @Test
  void backboneOfAnotherWidth_isNamedByItsVariables_andNoRunIsBegun() {
    CommandLineRun run =
        failing(
            segmentCommand(
                "other", "--init", at("pretrained"), "--set", "model.backbone.width=16"));

    assertThat(run.failure(2)).contains("backbone.conv1.weight", "backbone.bn1");
    assertThat(at("other")).doesNotExist();
  }

  @Test
  void presetOfTheOtherJob_isRefusedByName() {
    List<Object> command = segmentCommand("wrong");
    command.set(2, at("pretrained").resolve("config.yaml"));
    CommandLineRun run = failing(command);

    assertThat(run.failure(2)).contains("of densesiam pretrain, not of densesiam segment");
    assertThat(at("wrong")).doesNotExist();
  }
}
