package org.densesiam.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ModelRecordTest {
  private static final Path MODEL = Path.of("models/a/1");
  private static final ModelRecord RECORD =
      new ModelRecord(
          ModelRecord.Kind.BACKBONE, "resnet18", 96, 4, 280, 20, "runs/a/step-280", "0.1.0");

  @Test
  void parse_whatToJsonWrote_isEqual() {
    assertThat(ModelRecord.parse(RECORD.toJson(), MODEL)).isEqualTo(RECORD);
  }

  @Test
  void parse_recordOfALaterVersion_isReadAsFarAsItIsKnown() {
    String later = RECORD.toJson().replaceFirst("\\{", "{\"metrics\": {\"loss\": -0.5},");
    assertThat(ModelRecord.parse(later, MODEL)).isEqualTo(RECORD);
  }

  @Test
  void parse_recordThatLacksSomething_namesIt() {
    assertThatThrownBy(() -> ModelRecord.parse("{}", MODEL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("densesiam.json of models/a/1 is not what DenseSiam wrote")
        .hasMessageContaining("kind");
  }
}
