package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

final class CheckCommandTest {
  @Test
  void check_onThisMachine_isRightOnItsCpu() {
    CommandResult result = CommandResult.of("check");

    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.out())
        .containsPattern("CPU:0 +fp32 +right ")
        .containsPattern("CPU:0 +bf16 +right ")
        .endsWith("All right.\n");
  }

  @Test
  void check_json_saysTheSame() throws JsonProcessingException {
    CommandResult result = CommandResult.of("check", "--json");

    JsonNode check = JsonMapper.builder().build().readTree(result.out());
    assertThat(check.get("outcomes")).hasSize(2);
    assertThat(check.at("/outcomes/0/right").asBoolean()).isTrue();
    assertThat(check.at("/outcomes/0/losses").asDouble())
        .isLessThan(check.at("/outcomes/0/lossesAllowed").asDouble());
  }
}
