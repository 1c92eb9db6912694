package org.densesiam.trainer.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgramTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "runs/first | runs/first",
        "run.epochs=20 | run.epochs=20",
        "my photos | 'my photos'",
        "shards/train-* | 'shards/train-*'",
        "it's | 'it'\\''s'",
      })
  void command_ofWords_isQuotedForAShellWhereNeeded(String word, String quoted) {
    assertThat(Program.command("export", "--run", word))
        .isEqualTo("densesiam export --run " + quoted);
  }
}
