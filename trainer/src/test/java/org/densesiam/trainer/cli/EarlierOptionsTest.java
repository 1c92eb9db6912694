package org.densesiam.trainer.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class EarlierOptionsTest {
  @TempDir Path folder;

  /** Each goes on to the next thing that is wrong: there is no such folder. */
  @ParameterizedTest
  @CsvSource({
    "pretrain --data D --run R --held-out D",
    "segment --data D --run R --backbone D",
    "evaluate --run D --data D",
    "preview --data D --out R.png",
    "probe --run D --data D --eval-data D --task knn --out R",
    "predict --model D --images D --out R --side 32 --batch 2",
    "benchmark --model D --side=32 --batch=2",
  })
  void optionByItsEarlierName_isTaken(String line) {
    String nowhere = folder.resolve("nowhere").toString();
    CommandResult result =
        CommandResult.of(
            (Object[])
                line.replace("D", nowhere)
                    .replace("R", folder.resolve("out").toString())
                    .split(" ", -1));
    assertThat(result.err()).contains(nowhere).doesNotContain("Unknown option", "Missing");
  }

  @Test
  void help_knowsTheNamesOfTodayOnly() {
    CommandLine predict =
        requireNonNull(DenseSiamCommand.commandLine().getSubcommands().get("predict"));
    assertThat(predict.getUsageMessage(CommandLine.Help.Ansi.OFF))
        .contains("--to", "--size", "--batch-size")
        .doesNotContain("--out", "--side", "--batch=");
  }

  @Test
  void missingOption_isNamedAsToday() {
    CommandResult result = CommandResult.of("predict", "--model", "m", "--images", "i");
    assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(result.err()).contains("'--to=");
  }
}
