package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TFInvalidArgumentException;

final class FailureTest {
  @Test
  void of_missingFile_saysSo() {
    assertThat(Failure.of(new UncheckedIOException(new NoSuchFileException("a/b"))))
        .isEqualTo(new Failure(ExitCode.FAILED, "no such file or folder: a/b"));
  }

  @Test
  void of_nameWithEscapes_showsThemAsNumbers() {
    assertThat(Failure.of(new IllegalArgumentException("a\u001b[2J.jpg is \u202eno folder")))
        .isEqualTo(new Failure(ExitCode.WRONG_USAGE, "a\\u001b[2J.jpg is \\u202eno folder"));
  }

  @Test
  void of_readOnlyFolderWithOurSentence_keepsBothAndSaysWhatToDo() {
    assertThat(
            Failure.of(
                new UncheckedIOException("Cannot write config", new AccessDeniedException("a/b"))))
        .isEqualTo(
            new Failure(
                ExitCode.FAILED,
                "Cannot write config: no permission: a/b; name a folder that can be written to"));
  }

  @Test
  void of_sentenceThatTellsTheCauseAlready_isNotRepeated() {
    IOException cause = new NoSuchFileException("a/b");
    assertThat(Failure.of(new UncheckedIOException("Cannot read shards: " + cause, cause)))
        .isEqualTo(new Failure(ExitCode.FAILED, "Cannot read shards: no such file or folder: a/b"));
    assertThat(
            Failure.of(
                new UncheckedIOException(
                    "a.tfrecord, record 7: truncated", new IOException("truncated"))))
        .isEqualTo(new Failure(ExitCode.FAILED, "a.tfrecord, record 7: truncated"));
  }

  @Test
  void of_fullDisk_saysSoAndWhatToDo() {
    IOException full = new FileSystemException("a/b", null, "No space left on device");
    assertThat(Failure.of(new UncheckedIOException(full)))
        .isEqualTo(
            new Failure(
                ExitCode.FAILED, "No space left on device: a/b; free some space, then run again"));
  }

  @Test
  void of_defectOfOurs_namesClassFirstLineAndDebug() {
    assertThat(Failure.of(new NumberFormatException("For input string: \"x\"\nmore")))
        .isEqualTo(
            new Failure(
                ExitCode.FAILED,
                "NumberFormatException: For input string: \"x\""
                    + " (run again with --debug for the stack trace)"));
  }

  /** TensorFlow's exceptions extend Java's, which are ours to throw at a caller. */
  @Test
  void of_faultInTensorFlow_isADefectOfOurs() {
    assertThat(Failure.of(new TFInvalidArgumentException("Incompatible shapes: [2] vs. [3]\nmore")))
        .isEqualTo(
            new Failure(
                ExitCode.FAILED,
                "TFInvalidArgumentException: Incompatible shapes: [2] vs. [3]"
                    + " (run again with --debug for the stack trace)"));
    assertThat(Failure.of(new TFFailedPreconditionException("not initialised")).sentence())
        .startsWith("TFFailedPreconditionException: not initialised");
  }
}
