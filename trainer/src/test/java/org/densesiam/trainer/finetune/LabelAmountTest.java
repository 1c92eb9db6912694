package org.densesiam.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelAmountTest {
  @Test
  void parse_numberAndShare() {
    assertThat(LabelAmount.parse("40")).isEqualTo(new LabelAmount.Count(40));
    assertThat(LabelAmount.parse("10%")).isEqualTo(new LabelAmount.Share(0.1));
    assertThat(LabelAmount.parse("2.5%")).isEqualTo(new LabelAmount.Share(0.025));
  }

  @ParameterizedTest
  @CsvSource({
    "0, '--labels must be at least 1 image: 0; leave it out for all'",
    "-3, '--labels must be at least 1 image: -3; leave it out for all'",
    "0%, '--labels must be above 0% and at most 100%: 0.0%'",
    "101%, '--labels must be above 0% and at most 100%: 101.0%'",
    "many%, '--labels takes a share such as 10%: many%'",
    "no/list, '--labels takes a number of images such as 40, a share such as 10%, or a file with a"
        + " name a line: \"no/list\" is none of them'"
  })
  void parse_whatCannotBe_isRefused(String text, String message) {
    assertThatThrownBy(() -> LabelAmount.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
