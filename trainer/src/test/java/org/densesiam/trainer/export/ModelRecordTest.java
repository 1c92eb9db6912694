package org.densesiam.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSortedMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.trainer.run.DataProvenance;
import org.junit.jupiter.api.Test;

final class ModelRecordTest {
  private static final Path MODEL = Path.of("models/a/1");
  private static final ModelRecord RECORD =
      new ModelRecord(
          ModelRecord.Kind.BACKBONE,
          3,
          "resnet18",
          96,
          Optional.of(4),
          280,
          20,
          "runs/a/step-280",
          new DataProvenance("shards/a", Optional.of("ab12"), 2, 450, 50_000_000),
          ImmutableSortedMap.of("loss/total", -0.9),
          "50 held-out images, at the end of training",
          "0.1.0");

  @Test
  void parse_whatToJsonWrote_isEqual() {
    assertThat(ModelRecord.parse(RECORD.toJson(), MODEL)).isEqualTo(RECORD);
  }

  @Test
  void parse_recordOfALaterVersion_isReadAsFarAsItIsKnown() {
    String later = RECORD.toJson().replaceFirst("\\{", "{\"licence\": {\"name\": \"none\"},");
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
