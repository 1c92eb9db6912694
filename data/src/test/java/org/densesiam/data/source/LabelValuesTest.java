package org.densesiam.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.PixelClass.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelValuesTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("classes.txt");
  }

  @Test
  void read_names_areClassesByLine() throws IOException {
    LabelValues values = read("sky\nraw material\n");

    assertThat(values.classes())
        .containsExactly(PixelClass.named("sky"), PixelClass.named("raw material"));
    assertThat(values.meaningOf(1)).isEqualTo(1);
  }

  @Test
  void read_kindsCommentsAndWindowsLineEnds_areUnderstood() throws IOException {
    LabelValues values = read("\uFEFF# 3 classes\r\nsky : Stuff\r\n# more\r\ncar:thing\r\n\r\n");

    assertThat(values.classes())
        .containsExactly(
            new PixelClass("sky", Optional.of(Kind.STUFF)),
            new PixelClass("car", Optional.of(Kind.THING)));
  }

  @Test
  void meaningOf_voidIn255AndOthers_isIgnoredOrUnknown() throws IOException {
    LabelValues values = read("nothing: void\nsky\nunlabelled: void\ncar\n");

    assertThat(values.meaningOf(0)).isEqualTo(PixelClass.IGNORED);
    assertThat(values.meaningOf(1)).isEqualTo(0);
    assertThat(values.meaningOf(2)).isEqualTo(PixelClass.IGNORED);
    assertThat(values.meaningOf(3)).isEqualTo(1);
    assertThat(values.meaningOf(4)).isEqualTo(LabelValues.UNKNOWN);
    assertThat(values.meaningOf(255)).isEqualTo(PixelClass.IGNORED);
    assertThat(values.meaningOf(65535)).isEqualTo(LabelValues.UNKNOWN);
    assertThat(values.expected()).isEqualTo("0 to 3 and 255");
  }

  @Test
  void read_emptyFile_saysSo() {
    assertRefused("", "classes.txt names no class; give a list of classes, one a line");
    assertRefused("a: void\n", "classes.txt names no class but void ones");
  }

  @Test
  void read_emptyLineBetween_isNamed() {
    assertRefused("sky\n\ncar\n", "classes.txt, line 2 is empty; every line is a class");
  }

  @Test
  void read_unknownRole_isNamed() {
    assertRefused(
        "sky: stuf\n",
        "line 1: expected thing, stuff or void after the colon, found stuf: sky: stuf");
    assertRefused(": thing\n", "line 1: a class must have a name: : thing");
  }

  @Test
  void read_nameTwice_isNamed() {
    assertRefused("sky\ncar\nsky\n", "names a class twice: sky");
  }

  @Test
  void read_tooManyLines_saysHowMany() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      lines.append("class ").append(i).append('\n');
    }

    assertRefused(lines.toString(), "has 256 lines, expected at most 255");
  }

  @Test
  void read_noText_saysSo() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xd8, 0});

    assertThatThrownBy(() -> LabelValues.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a text in UTF-8");
  }

  @Test
  void read_noFile_saysSo() {
    assertThatThrownBy(() -> LabelValues.read(folder.resolve("nowhere.txt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere.txt does not exist");
  }

  private LabelValues read(String text) throws IOException {
    return LabelValues.read(Files.writeString(file, text));
  }

  private void assertRefused(String text, String sentence) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
