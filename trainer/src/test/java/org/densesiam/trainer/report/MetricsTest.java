package org.densesiam.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsTest {
  @Test
  void read_file_givesScalarsByName(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("metrics.jsonl"),
            """
            {"step":1,"epoch":0,"wall_s":0.5,"loss/total":-0.25}
            {"step":2,"epoch":0,"wall_s":1.0,"loss/total":-0.5,"loss/region":4.0}
            """);

    Metrics metrics = Metrics.read(file);

    assertThat(metrics.names()).containsExactly("loss/total", "loss/region");
    assertThat(metrics.column("loss/total").values().asList()).containsExactly(-0.25, -0.5);
    assertThat(metrics.column("loss/region").steps().asList()).containsExactly(2.0);
    assertThat(metrics.lastStep()).isEqualTo(2);
  }

  @Test
  void parse_resumedRun_laterLinesCount() {
    Metrics metrics =
        parse("{\"step\":1,\"a\":1}", "{\"step\":3,\"a\":3}", "{\"step\":2,\"a\":20}");

    assertThat(metrics.column("a").steps().asList()).containsExactly(1.0, 2.0);
    assertThat(metrics.column("a").values().asList()).containsExactly(1.0, 20.0);
  }

  @Test
  void parse_lastLineCutOff_isIgnored() {
    assertThat(parse("{\"step\":1,\"a\":1}", "{\"step\":2,\"a").lastStep()).isEqualTo(1);
  }

  @Test
  void parse_anotherLineCutOff_isNamed() {
    assertThatThrownBy(() -> parse("{\"step\":1", "{\"step\":2,\"a\":1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("m.jsonl line 1 is not a logged step: ");
  }

  @Test
  void parse_lineWithoutStep_isNamed() {
    assertThatThrownBy(() -> parse("{\"step\":1}", "{\"a\":1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("m.jsonl line 2 is not a logged step: it has no whole number \"step\"");
  }

  @Test
  void parse_valuesThatAreNotFinite_areKeptAndLeftOutOfMeans() {
    Metrics metrics =
        parse("{\"step\":1,\"a\":NaN}", "{\"step\":2,\"a\":\"Infinity\"}", "{\"step\":3,\"a\":4}");

    assertThat(metrics.column("a").values().asList())
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, 4.0);
    assertThat(metrics.mean("a")).hasValue(4);
    assertThat(metrics.atStart("a")).isEmpty();
  }

  @Test
  void atStartAndAtEnd_longRun_areMeansOverATwentieth() {
    String[] lines = new String[40];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "{\"step\":" + (i + 1) + ",\"a\":" + i + "}";
    }

    Metrics metrics = parse(lines);

    assertThat(metrics.atStart("a")).hasValue(0.5); // of 0 and 1
    assertThat(metrics.atEnd("a")).hasValue(38.5); // of 38 and 39
  }

  @Test
  void provenance_nested_isFlattenedInOrder() {
    assertThat(
            ProvenanceRows.of(
                "{\"command\":[\"a\",\"b\"],\"java\":{\"version\":17},\"x\":[1,{\"y\":2}]}"))
        .containsExactly(
            java.util.Map.entry("command", "a b"),
            java.util.Map.entry("java.version", "17"),
            java.util.Map.entry("x.0", "1"),
            java.util.Map.entry("x.1.y", "2"));
  }

  private static Metrics parse(String... lines) {
    return Metrics.parse(List.of(lines), "m.jsonl");
  }
}
