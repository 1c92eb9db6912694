package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.trainer.export.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a run of two steps, and the 16 scenes that it learned from, which have no labels. */
final class SelectCommandTest {
  @TempDir private static Path folder;
  private static Path run = Path.of("");

  @TempDir private Path lists;

  @BeforeAll
  static void train() {
    run = TinyRun.train(folder).path();
  }

  @Test
  void select_fiveOfSixteen_listsPhotographsThatAreThere() throws IOException {
    Path list = lists.resolve("first.txt");

    CommandResult result = select("5", list);

    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
    List<String> names = Files.readAllLines(list);
    assertThat(names).hasSize(5).doesNotHaveDuplicates();
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(SceneFolder.trainImages(folder.resolve("scenes")).resolve(name))
                    .isRegularFile());
    assertThat(lists.resolve("first.png")).isRegularFile();
    assertThat(result.out())
        .containsPattern("Features +RESNET18 of width 2, checkpoint .*step-00000002")
        .contains("Looked at      16\n", "Chosen         5\n")
        .containsPattern(
            "Distance +[01]\\.\\d{3} at most from any image to its nearest chosen one\\n"
                + " +[01]\\.\\d{3} with 5 drawn at random")
        .contains("List           " + list, "Contact sheet  " + lists.resolve("first.png"))
        .contains(
            "tar -cf - -C PHOTOS -T " + list,
            "densesiam import masks",
            "densesiam finetune --preset laptop --data shards/labelled --init " + run);
  }

  @Test
  void select_json_isTheChoiceAndNothingElse() throws IOException {
    Path list = lists.resolve("json.txt");

    CommandResult result = select("3", list, "--json");

    JsonNode choice = JsonMapper.builder().build().readTree(result.out());
    assertThat(choice.path("chosen"))
        .extracting(JsonNode::asText)
        .isEqualTo(Files.readAllLines(list));
    assertThat(choice.path("images").asInt()).isEqualTo(16);
    assertThat(choice.path("list").asText()).isEqualTo(list.toString());
    assertThat(choice.path("distance").isNumber()).isTrue();
  }

  @Test
  void select_againAndFewer_isTheSameFromTheStart() throws IOException {
    select("16", lists.resolve("all.txt"));
    select("4", lists.resolve("four.txt"));

    assertThat(Files.readAllLines(lists.resolve("four.txt")))
        .isEqualTo(Files.readAllLines(lists.resolve("all.txt")).subList(0, 4));
  }

  @Test
  void select_backboneOfAnother_saysWhose() {
    CommandResult result =
        select("2", lists.resolve("two.txt"), "--backbone", run.toString(), "--size", "64");

    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).containsPattern("Features +RESNET18 of width 2, checkpoint ");
  }

  @Test
  void wrongUsage_isOneSentenceAndWritesNothing() throws IOException {
    assertRefused("0", "the count must be at least 1 photograph: 0");
    assertRefused("-3", "the count must be at least 1 photograph: -3");
    assertRefused(
        "17", "17 photographs cannot be chosen from the 16 of " + folder.resolve("shards"));
    assertRefused("2", "the size of images must be a multiple of 32 px: 50", "--size", "50");
    assertRefused("2", "no weights at nowhere", "--backbone", "nowhere");
    assertThat(filesIn(lists)).isEmpty();
  }

  @Test
  void listThatIsThere_isRefusedAndKept() throws IOException {
    Path list = Files.writeString(lists.resolve("list.txt"), "mine");

    CommandResult result = select("2", list);

    assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(result.err()).contains(list + " is there already").hasLineCount(1);
    assertThat(list).hasContent("mine");
    assertThat(filesIn(lists)).containsExactly(list);
  }

  @Test
  void shardsWithoutImages_areRefused() throws IOException {
    Path empty = Files.createDirectory(lists.resolve("empty"));

    CommandResult result =
        CommandResult.of(
            "select", "--run", run, "--data", empty, "--count", 2, "--to", lists.resolve("a.txt"));

    assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(result.err()).startsWith("densesiam select: ").contains(empty.toString());
    assertThat(result.err().lines()).hasSize(1);
    assertThat(filesIn(lists)).containsExactly(empty);
  }

  private void assertRefused(String count, String sentence, String... options) {
    CommandResult result = select(count, lists.resolve("list.txt"), options);
    assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("densesiam select: ").contains(sentence);
  }

  private static ImmutableList<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(ImmutableList.toImmutableList());
    }
  }

  private static CommandResult select(String count, Path list, String... options) {
    return CommandResult.of(
        ImmutableList.builder()
            .add("select", "--run", run, "--data", folder.resolve("shards"))
            .add("--count", count, "--to", list, "--no-progress")
            .add((Object[]) options)
            .build());
  }
}
