package org.densesiam.trainer.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelectionFilesTest {
  private static final ImmutableList<Photograph> TWO =
      ImmutableList.of(
          new Photograph("a/long/folder/of/b.jpg", PlainShards.image(Color.RED)),
          new Photograph("a.jpg", PlainShards.image(Color.BLUE)));

  @TempDir private Path folder;

  @Test
  void write_two_listsNamesInOrderOfChoiceBesideASheet() throws IOException {
    SelectionFiles files = SelectionFiles.at(folder.resolve("new/first.2.txt"));
    files.write(new SelectionResult("network", 7, 0, TWO, 0.5, 0.75));

    assertThat(folder.resolve("new/first.2.txt")).hasContent("a/long/folder/of/b.jpg\na.jpg\n");
    assertThat(files.sheet()).isEqualTo(folder.resolve("new/first.2.png"));
    try (Stream<Path> left = Files.list(folder.resolve("new"))) {
      assertThat(left).as("nothing besides").containsExactlyInAnyOrder(files.list(), files.sheet());
    }
  }

  @Test
  void sheet_two_standSideBySideInOrderOfChoice() throws IOException {
    SelectionFiles files = SelectionFiles.at(folder.resolve("list"));
    files.write(new SelectionResult("network", 7, 0, TWO, 0.5, 0.75));

    BufferedImage sheet = ImageIO.read(folder.resolve("list.png").toFile());
    assertThat(sheet.getWidth()).as("two columns of 40, three gaps").isEqualTo(2 * 40 + 3 * 10);
    assertThat(sheet.getHeight()).as("header, picture, caption, gap").isEqualTo(32 + 60 + 20 + 10);
    assertThat(new Color(sheet.getRGB(30, 32 + 50))).isEqualTo(Color.RED);
    assertThat(new Color(sheet.getRGB(80, 32 + 50))).isEqualTo(Color.BLUE);
    assertThat(new Color(sheet.getRGB(11, 33))).as("ground of its rank").isNotEqualTo(Color.RED);
  }

  @Test
  void sheet_many_showsTheFirstTwoHundredInRowsOfTen() throws IOException {
    SelectionFiles files = SelectionFiles.at(folder.resolve("list.txt"));
    files.write(
        new SelectionResult(
            "network", 205, 0, ImmutableList.copyOf(Collections.nCopies(205, TWO.get(0))), 0, 0));

    BufferedImage sheet = ImageIO.read(files.sheet().toFile());
    assertThat(sheet.getWidth()).isEqualTo(10 + 10 * (40 + 10));
    assertThat(sheet.getHeight()).isEqualTo(32 + 20 * (60 + 20 + 10));
    assertThat(Files.readAllLines(files.list())).hasSize(205);
  }

  @Test
  void at_whatIsThere_isNeverReplaced() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "mine");
    Path sheet = Files.writeString(folder.resolve("other.png"), "mine");

    assertRefused(
        list,
        list
            + " is there already, where the list would go; name another file, or move that one away");
    assertRefused(
        folder.resolve("other.txt"),
        sheet
            + " is there already, where the contact sheet would go; name another file, or move that one away");
    assertThat(list).hasContent("mine");
  }

  @Test
  void at_nameOrFolderThatCannotBe_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertRefused(
        folder.resolve("list.png"),
        "the list %s must not end in .png, as the contact sheet beside it does; call it .txt"
            .formatted(folder.resolve("list.png")));
    assertRefused(
        file.resolve("a/list.txt"),
        "the list %s cannot be written: %s is no folder that can be written to; name another"
            .formatted(file.resolve("a/list.txt"), file));
  }

  private static void assertRefused(Path list, String sentence) {
    assertThatThrownBy(() -> SelectionFiles.at(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
