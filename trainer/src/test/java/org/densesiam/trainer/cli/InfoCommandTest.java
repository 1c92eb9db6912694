package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class InfoCommandTest {
  private final StringWriter out = new StringWriter();

  @Test
  void info_plain_hasALineForEachPart() {
    assertThat(run("info")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("densesiam    0.", "TensorFlow   2.18.0, ", "Java ", "Processor ", "Memory ")
        .contains("GPUs ")
        .contains("oneDNN       on (TF_ENABLE_ONEDNN_OPTS=1)") // as the tests' JVM is started
        .containsPattern("bfloat16     (in hardware|no instructions|unknown)");
  }

  @Test
  void info_json_isOneObjectWithTheSame() throws JsonProcessingException {
    assertThat(run("info", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode info = JsonMapper.builder().build().readTree(out.toString());
    assertThat(info.at("/environment/tensorflow").asText()).isEqualTo("2.18.0");
    assertThat(info.at("/cpuMath/oneDnn").asText()).isEqualTo("ON");
    assertThat(info.at("/build/version").asText()).isNotEmpty();
    assertThat(info.at("/devices/0/type").asText()).isEqualTo("CPU");
  }

  private int run(String... args) {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out));
    return DenseSiamCommand.execute(root, args);
  }
}
