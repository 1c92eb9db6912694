package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.densesiam.data.scene.SceneClass;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.export.api.SegmentedImage;
import org.densesiam.export.api.Segmenter;
import org.densesiam.trainer.finetune.TinyLabels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From labelled scenes to a segmenter, as a user types it. */
final class FinetuneCommandTest {
  @TempDir private static Path folder;
  private static TinyLabels labels;
  private static CommandResult trained;

  @BeforeAll
  static void train() {
    labels = TinyLabels.make(folder);
    trained = finetune("run", "--eval-data", labels.val(), "--labels", "5");
  }

  private static Path at(String name) {
    return folder.resolve(name);
  }

  /** Tiny, on the labelled scenes. */
  private static CommandResult finetune(String run, String... more) {
    ImmutableList.Builder<Object> arguments = ImmutableList.builder();
    arguments.add("finetune", "--preset", "quickstart", "--data", labels.train(), "--no-progress");
    arguments.add("--run", at(run));
    TinyLabels.OVERRIDES.forEach(override -> arguments.add("--set", override));
    return CommandResult.of(arguments.add((Object[]) more).build());
  }

  @Test
  void finetune_saysWhatItLearnedFrom_howWellItDoes_andWhatComesNext() {
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
    assertThat(trained.out())
        .contains("Labels     5 images, listed in " + at("run/labelled-images.txt"))
        .contains("mIoU")
        .contains("none: classes were learned from labels")
        .contains("Best")
        .contains("Next:  densesiam export --run " + at("run"));
    assertThat(at("run/labelled-images.txt")).content().hasLineCount(5);
  }

  @Test
  void export_best_isASegmenterOfTheClasses() throws Exception {
    CommandResult export =
        CommandResult.of(
            "export", "--run", at("run"), "--checkpoint", "best", "--to", at("models/scenes"));
    assertThat(export.code()).as(export.err()).isEqualTo(ExitCode.DONE);
    assertThat(at("models/scenes/1/assets.extra/model-card.md"))
        .content()
        .contains("learned from labelled ones", "| 0 | sky |")
        .doesNotContain("cluster");

    Path photo = SceneFolder.valImages(at("scenes")).resolve("000000.jpg");
    try (Segmenter segmenter = Segmenter.load(at("models/scenes/1"))) {
      SegmentedImage answer = segmenter.segment(photo);
      assertThat(answer.classNames()).isEqualTo(SceneClass.displayNames());
      assertThat(answer.shares().keySet())
          .as("classes that were found")
          .isNotEmpty()
          .isSubsetOf(SceneClass.displayNames());
    }
    CommandResult predict =
        CommandResult.of(
            "predict",
            "--model",
            at("models/scenes/1"),
            "--images",
            SceneFolder.valImages(at("scenes")),
            "--to",
            at("answers"),
            "--no-progress");
    assertThat(predict.code()).as(predict.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void evaluate_judgesClassesWithoutMatching() {
    CommandResult evaluated =
        CommandResult.of(
            "evaluate", "--run", at("run"), "--data", labels.val(), "--to", at("again"));

    assertThat(evaluated.code()).as(evaluated.err()).isEqualTo(ExitCode.DONE);
    assertThat(evaluated.out()).contains("none: classes were learned from labels");
    assertThat(at("again/evaluation.json"))
        .hasSameTextualContentAs(at("run/evaluation/evaluation.json"));
  }

  @Test
  void evaluate_json_isWhatItsFileHoldsAndNothingElse() throws Exception {
    CommandResult evaluated =
        CommandResult.of(
            "evaluate",
            "--run",
            at("run"),
            "--eval-data",
            labels.val(),
            "--to",
            at("for-programs"),
            "--json");

    assertThat(evaluated.code()).as(evaluated.err()).isEqualTo(ExitCode.DONE);
    JsonMapper json = JsonMapper.builder().build();
    assertThat(json.readTree(evaluated.out()))
        .isEqualTo(json.readTree(Files.readString(at("for-programs").resolve("evaluation.json"))));
  }

  @Test
  void preview_ofLabelledViews_drawsAsManyAsAskedFor() throws Exception {
    Path sheet = at("views.png");
    CommandResult drawn =
        CommandResult.of(
            "preview",
            "--job",
            "finetune",
            "--preset",
            "quickstart",
            "--data",
            labels.train(),
            "--count",
            6,
            "--to",
            sheet);

    assertThat(drawn.code()).as(drawn.err()).isEqualTo(ExitCode.DONE);
    assertThat(drawn.out()).contains("6 views with labels");
    assertThat(ImageIO.read(sheet.toFile()).getHeight())
        .as("two columns of three rows of 224 px, 8 px between them, under a heading")
        .isGreaterThanOrEqualTo(3 * (224 + 8))
        .isLessThan(4 * (224 + 8));
  }

  @Test
  void evaluate_withoutLabels_leavesTheScoresOfTheRun() throws Exception {
    Path summary = at("run/evaluation/evaluation.json");
    String before = Files.readString(summary);
    CommandResult imported =
        CommandResult.of(
            "import",
            "images",
            "--from",
            SceneFolder.valImages(at("scenes")),
            "--to",
            at("unlabelled"),
            "--no-progress");
    assertThat(imported.code()).as(imported.err()).isEqualTo(ExitCode.DONE);

    CommandResult refused =
        CommandResult.of("evaluate", "--run", at("run"), "--data", at("unlabelled"));

    assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("has no labels to judge by").contains("which stay");
    assertThat(summary).content().isEqualTo(before);
  }

  @Test
  void report_opensWithTheScores_andShowsPhotographAnswerAndTruth() throws Exception {
    CommandResult report = CommandResult.of("report", "--run", at("run"), "--data", labels.train());

    assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(at("run/report.html")))
        .contains("supervised segmentation")
        .contains("Held-out images: photograph, answer, truth")
        .contains("What the network learns from: views with labels")
        .contains("Loss term: labels")
        .doesNotContain("training never sees them");
  }

  @Test
  void preview_showsViewsWithTheirLabels() throws Exception {
    CommandResult preview =
        CommandResult.of(
            "preview",
            "--job",
            "finetune",
            "--preset",
            "quickstart",
            "--data",
            labels.train(),
            "--to",
            at("preview.png"));

    assertThat(preview.code()).as(preview.err()).isEqualTo(ExitCode.DONE);
    BufferedImage sheet = ImageIO.read(at("preview.png").toFile());
    assertThat(sheet.getHeight()).as("four rows").isGreaterThan(4 * 224);
  }

  @Test
  void labels_thatLackAClass_areAWarningThatNamesIt() {
    CommandResult one = finetune("one", "--labels", "1", "--set", "run.epochs=1");

    assertThat(one.code()).as(one.err()).isEqualTo(ExitCode.DONE);
    assertThat(one.err()).contains("Warning: no pixel of these images is labelled ");
  }

  @Test
  void resume_withLabels_isRefused() {
    for (List<String> options : List.of(List.of("--labels", "5"), List.of("--init", "run"))) {
      ImmutableList.Builder<Object> arguments = ImmutableList.builder();
      arguments.add("finetune", "--resume", "--data", labels.train(), "--run", at("run"));
      CommandResult refused = CommandResult.of(arguments.addAll(options).build());

      assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(refused.err())
          .contains(
              "--labels and --init cannot be given with --resume: a run goes on with its own");
    }
  }

  @Test
  void repeat_reportsMeanAndDeviation_withSeedsOfTheirOwn() throws Exception {
    CommandResult repeated =
        finetune(
            "repeated",
            "--eval-data",
            labels.val(),
            "--labels",
            "5",
            "--repeat",
            "2",
            "--set",
            "run.epochs=1");

    assertThat(repeated.code()).as(repeated.err()).isEqualTo(ExitCode.DONE);
    assertThat(repeated.out()).contains("after   mIoU").contains("(2 seeds, mean and standard");
    assertThat(Files.readString(at("repeated/seed-1/labelled-images.txt")))
        .isNotEqualTo(Files.readString(at("repeated/seed-2/labelled-images.txt")));
  }

  @Test
  void benchmark_needsTheClasses() {
    CommandResult without =
        CommandResult.of("benchmark", "--job", "finetune", "--preset", "quickstart");

    assertThat(without.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(without.err()).contains("a step of finetune needs classes: give labelled --data");
  }

  @Test
  void weightsImport_pointsToFinetune() {
    CommandResult refused =
        CommandResult.of(
            "weights",
            "import",
            "--job",
            "finetune",
            "--preset",
            "quickstart",
            "--from",
            at("run"),
            "--run",
            at("imported"),
            "--data",
            labels.train());

    assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("by densesiam finetune --init");
  }
}
