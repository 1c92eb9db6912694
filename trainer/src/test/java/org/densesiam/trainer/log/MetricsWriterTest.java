package org.densesiam.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.contentOf;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsWriterTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("metrics.jsonl");
  }

  @Test
  void write_thenRead_givesEqualReports() {
    RunEvent.Step odd =
        Reports.step(
            2,
            ImmutableMap.of(
                "loss/total", Double.NaN,
                "grad_norm", Double.POSITIVE_INFINITY,
                "loss/pixel", Double.NEGATIVE_INFINITY,
                "learning_rate", 1e-300));
    write(0, Reports.step(1), odd);
    assertThat(MetricsFile.read(file)).containsExactly(Reports.step(1), odd);
  }

  @Test
  void write_oneStep_isOneFlatLine() throws IOException {
    write(0, Reports.step(64));
    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"step\":64,\"total_steps\":100,\"epoch\":6,\"epochs\":10,"
                + "\"time\":\"2026-01-02T03:05:09.123456Z\",\"loss/total\":-0.5}\n");
  }

  @Test
  void write_listsOfAnEvaluation_areReadBackBesideItsScalars() {
    ImmutableMap<String, Double> scalars = ImmutableMap.of("held_out/effective_rank", 1.75);
    ImmutableMap<String, ImmutableDoubleArray> lists =
        ImmutableMap.of("held_out/log10_spectrum", ImmutableDoubleArray.of(-0.125, Double.NaN));
    try (MetricsWriter writer = new MetricsWriter(file)) {
      writer.on(Reports.start(folder, 0));
      writer.on(new RunEvent.Evaluation(0, 0, scalars, lists));
    }

    assertThat(contentOf(file.toFile()))
        .endsWith(
            ",\"held_out/effective_rank\":1.75,\"held_out/log10_spectrum\":[-0.125,\"NaN\"]}\n");
    RunEvent.Step read = MetricsFile.read(file).get(0);
    assertThat(read.scalars()).isEqualTo(scalars);
    assertThat(read.lists()).isEqualTo(lists);
  }

  @Test
  void onStep_lineIsThereBeforeTheFileIsClosed() {
    try (MetricsWriter writer = new MetricsWriter(file)) {
      writer.on(Reports.start(folder, 0));
      writer.on(Reports.step(1));
      assertThat(MetricsFile.read(file)).containsExactly(Reports.step(1));
    }
  }

  @Test
  void onStart_resumed_cutsOffWhatIsTakenAgain() {
    write(0, Reports.step(1), Reports.step(2), Reports.step(3), Reports.step(4));
    write(2, Reports.step(3));
    assertThat(MetricsFile.read(file))
        .containsExactly(Reports.step(1), Reports.step(2), Reports.step(3));
  }

  @Test
  void onStart_resumed_dropsATornLine() throws IOException {
    write(0, Reports.step(1), Reports.step(2));
    Files.writeString(file, "{\"step\":3,\"tot", StandardOpenOption.APPEND);
    assertThat(MetricsFile.read(file)).hasSize(2);
    write(2, Reports.step(3));
    assertThat(MetricsFile.read(file))
        .containsExactly(Reports.step(1), Reports.step(2), Reports.step(3));
  }

  @Test
  void read_noFile_isEmpty() {
    assertThat(MetricsFile.read(file)).isEmpty();
  }

  @Test
  void read_damagedLine_namesFileAndLine() throws IOException {
    write(0, Reports.step(1));
    Files.writeString(file, "{\"step\":2}\n", StandardOpenOption.APPEND);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetricsFile.read(file))
        .withMessage(file + ", line 2 is no line of metrics: it lacks \"total_steps\"");
  }

  @Test
  void readWhole_damagedLine_leavesItOutAndSaysWhich() throws IOException {
    write(0, Reports.step(1));
    Files.writeString(file, "\0".repeat(200) + "\n", StandardOpenOption.APPEND);
    write(1, Reports.step(2));
    List<String> damaged = new ArrayList<>();

    assertThat(MetricsFile.readWhole(file, damaged::add))
        .as("what a resumed run wrote after the damage, too")
        .containsExactly(Reports.step(1), Reports.step(2));
    assertThat(damaged).isEmpty();

    String lines = Files.readString(file);
    Files.writeString(file, lines.replace("\n", "\n" + "\0".repeat(200) + "\n"));
    assertThat(MetricsFile.readWhole(file, damaged::add))
        .containsExactly(Reports.step(1), Reports.step(2));
    assertThat(damaged)
        .hasSize(2)
        .first()
        .asString()
        .startsWith(file + ", line 2 is no line of metrics: Illegal character")
        .doesNotContain("REDACTED");
  }

  @Test
  void onStart_noFolder_namesTheFile() {
    MetricsWriter writer = new MetricsWriter(folder.resolve("none/metrics.jsonl"));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> writer.on(Reports.start(folder, 0)))
        .withMessage("Cannot write metrics to " + folder.resolve("none/metrics.jsonl"));
    writer.close();
  }

  private void write(long resumedStep, RunEvent.Step... reports) {
    try (MetricsWriter writer = new MetricsWriter(file)) {
      writer.on(Reports.start(folder, resumedStep));
      for (RunEvent.Step report : reports) {
        writer.on(report);
      }
    }
  }
}
