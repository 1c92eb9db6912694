package org.densesiam.it.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.export.api.SegmentedImage;
import org.densesiam.export.api.Segmenter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of README's "From your photographs to a served model", in order, as they stand
 * there.
 *
 * <p>Photographs are small scenes, and whoever labels them is played by the maker of the scenes.
 * Two things are substituted: names of files get a folder before them, and preset {@code laptop}
 * becomes {@code quickstart} with {@link #TINY}. The last command, which needs Docker, is not run.
 */
class ReadmePathTest {
  private static final Path README = Path.of("../README.md");
  private static final int PHOTOGRAPHS = 44; // README has 40 of them labelled
  private static final int TEST_PHOTOGRAPHS = 8;

  private static final ImmutableSet<String> TAKE_A_PATH =
      ImmutableSet.of(
          "--from",
          "--to",
          "--eval-data",
          "--data",
          "--run",
          "--init",
          "--images",
          "--labels",
          "--classes",
          "--model");

  /** By command, what makes it a matter of seconds. */
  private static final ImmutableListMultimap<String, String> TINY =
      ImmutableListMultimap.<String, String>builder()
          .putAll(
              "pretrain",
              "data.batchSize=8",
              "views.sizePx=32",
              "model.backbone.width=8",
              "model.region.pseudoCategories=4",
              "model.pixel.gridSize=3",
              "run.epochs=1")
          .putAll(
              "finetune",
              "data.batchSize=8",
              "views.sizePx=32",
              "views.minPerEpoch=8",
              "model.backbone.width=8",
              "model.decoderChannels=16",
              "evaluation.sizePx=64",
              "optimizer.warmupEpochs=0",
              "run.epochs=1")
          .build();

  @TempDir static Path folder;
  private static ImmutableList<String> commands = ImmutableList.of();

  @BeforeAll
  static void runEveryCommand() throws IOException {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, PHOTOGRAPHS, TEST_PHOTOGRAPHS).write(scenes);
    Files.move(SceneFolder.classes(scenes), folder.resolve("classes.txt"));
    Files.move(scenes.resolve("val"), folder.resolve("test"));
    Files.move(SceneFolder.trainImages(scenes), folder.resolve("photos"));

    ImmutableList<String> block = commands();
    commands =
        block.stream().filter(line -> line.startsWith("./densesiam ")).collect(toImmutableList());
    for (String command : commands) {
      List<String> words = substituted(command);
      CommandLineRun run = CommandLineRun.of(words);
      assertThat(run.exitCode()).as("%s\n%s", words, run.err()).isZero();
      if (words.get(0).equals("select")) {
        label(Files.readAllLines(folder.resolve("label-these.txt")));
      }
    }
  }

  /** The section's indented lines, continued lines joined. */
  private static ImmutableList<String> commands() throws IOException {
    String section = section("From your photographs to a served model");
    return Splitter.on('\n')
        .splitToStream(section.replaceAll(" \\\\\n +", " "))
        .filter(line -> line.startsWith("    "))
        .map(String::strip)
        .collect(toImmutableList());
  }

  private static String section(String heading) throws IOException {
    return Splitter.on("\n## ")
        .splitToStream(Files.readString(README))
        .filter(text -> text.startsWith(heading + "\n"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> substituted(String command) {
    List<String> words = new ArrayList<>();
    String before = "";
    for (String word : Splitter.on(Pattern.compile(" +")).split(command)) {
      words.add(TAKE_A_PATH.contains(before) ? folder.resolve(word).toString() : word);
      before = word;
    }
    words.remove(0); // the launcher
    if (words.contains("laptop")) {
      words.set(words.indexOf("laptop"), "quickstart");
      TINY.get(words.get(0)).forEach(value -> words.addAll(List.of("--set", value)));
    }
    return words;
  }

  /** What README leaves to a person. */
  private static void label(List<String> names) throws IOException {
    Files.createDirectories(folder.resolve("labelled/images"));
    Files.createDirectories(folder.resolve("labelled/labels"));
    Path labels = SceneFolder.trainLabels(folder.resolve("scenes"));
    for (String name : names) {
      String png = name.replace(".jpg", ".png");
      Files.copy(
          folder.resolve("photos").resolve(name), folder.resolve("labelled/images").resolve(name));
      Files.copy(labels.resolve(png), folder.resolve("labelled/labels").resolve(png));
    }
  }

  @Test
  void commands_areThoseOfTheWholePath() {
    assertThat(commands)
        .extracting(command -> command.replaceAll("\\./densesiam ((import )?\\w+) .*", "$1"))
        .containsExactly(
            "import images",
            "pretrain",
            "select",
            "import masks",
            "import masks",
            "finetune",
            "evaluate",
            "export",
            "predict");
  }

  @Test
  void predict_answersForEveryPhotographOfTheTest() throws IOException {
    for (String name : names(folder.resolve("test/images"))) {
      assertThat(folder.resolve("answers").resolve(name.replace(".jpg", ".classes.png"))).exists();
      assertThat(folder.resolve("answers").resolve(name.replace(".jpg", ".overlay.png"))).exists();
    }
  }

  @Test
  void server_hasTheScriptThatReadmeStarts() throws IOException {
    assertThat(commands()).last().isEqualTo("sh models/streets/config/docker.sh");
    assertThat(folder.resolve("models/streets/config/docker.sh")).content().contains("streets");
  }

  @Test
  void segmenter_namesTheClassOfAPixel() throws IOException {
    Path photograph =
        folder.resolve("test/images").resolve(names(folder.resolve("test/images")).get(0));

    try (Segmenter segmenter = Segmenter.load(folder.resolve("models/streets"))) {
      SegmentedImage answer = segmenter.segment(photograph);
      assertThat(Files.readString(folder.resolve("classes.txt")))
          .contains(answer.classNames().get(answer.label(12, 8)));
    }
  }

  @Test
  void calls_areThoseThatAreTestedInTheExportersReadme() throws IOException {
    ImmutableList<String> tested =
        ImmutableList.copyOf(Files.readAllLines(Path.of("../savedmodel-export/README.md")));
    String section = section("Use the model");

    assertThat(section.lines().filter(line -> line.startsWith("    "))).hasSizeGreaterThan(8);
    assertThat(tested)
        .containsAll(section.lines().filter(line -> line.startsWith("    ")).toList());
  }

  private static ImmutableList<String> names(Path images) throws IOException {
    try (Stream<Path> files = Files.list(images)) {
      return files.map(file -> file.getFileName().toString()).sorted().collect(toImmutableList());
    }
  }
}
