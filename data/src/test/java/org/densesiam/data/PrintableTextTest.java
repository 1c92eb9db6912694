package org.densesiam.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a b.jpg", "Müller/größe.png", "写真.jpg", "\ud83d\udc69\u200d\ud83d\udd2c.jpg"})
  void ofName_whatIsSeen_staysAsItIs(String name) {
    assertThat(PrintableText.ofName(name)).isEqualTo(name);
  }

  @Test
  void ofName_lineEndsAndTabs_areNamed() {
    assertThat(PrintableText.ofName("a\nb\tc\rd")).isEqualTo("a\\nb\\tc\\rd");
  }

  @Test
  void ofName_whatTerminalsObey_isANumber() {
    assertThat(PrintableText.ofName("\u001b[31mred\u0007")).isEqualTo("\\u001b[31mred\\u0007");
    assertThat(PrintableText.ofName("\u007f\u009b")).isEqualTo("\\u007f\\u009b");
  }

  @ParameterizedTest
  @CsvSource({"0x202e", "0x2066", "0x2028", "0x2029", "0x85", "0xd800", "0xfeff"})
  void ofName_whatTurnsOrEndsALine_isANumber(String codePoint) {
    int number = Integer.decode(codePoint);
    assertThat(PrintableText.ofName("gpj." + (char) number + "a"))
        .isEqualTo("gpj.\\u%04xa".formatted(number));
  }

  @Test
  void ofName_beyondTheBasicPlane_isBothHalves() {
    String tag = new String(Character.toChars(0xe0001)); // LANGUAGE TAG, unseen

    assertThat(PrintableText.ofName(tag)).isEqualTo("\\udb40\\udc01");
  }

  @Test
  void ofName_backslash_isDoubledSoThatNoTwoNamesAreAlike() {
    assertThat(PrintableText.ofName("a\\nb")).isEqualTo("a\\\\nb");
    assertThat(PrintableText.ofName("a\nb")).isEqualTo("a\\nb");
  }

  @Test
  void of_escapedAlready_staysAsItIs() {
    String once = PrintableText.of("cannot read a\u001b.jpg");

    assertThat(PrintableText.of(once)).isEqualTo(once).isEqualTo("cannot read a\\u001b.jpg");
  }
}
