package org.densesiam.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.io.Resources;
import java.nio.file.Path;
import org.densesiam.trainer.check.DeviceCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code densesiam check} compares with is what PyTorch computes in float64. */
@NeedsPython
class CheckReferenceTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @Test
  void reference_ofThisProduct_isWhatTheScriptWrites() throws Exception {
    Path made = folder.resolve("reference.json");

    Python.find().orElseThrow().run("check_reference.py", made);

    JsonNode kept = JSON.readTree(Resources.getResource(DeviceCheck.class, "reference.json"));
    JsonNode anew = JSON.readTree(made.toFile());
    for (int step = 0; step < 3; step++) {
      assertThat(anew.get("losses").get(step).asDouble())
          .isCloseTo(kept.get("losses").get(step).asDouble(), within(1e-10));
    }
    assertThat(anew.get("projections")).hasSameSizeAs(kept.get("projections"));
    kept.get("projections")
        .properties()
        .forEach(
            weight -> {
              for (int i = 0; i < weight.getValue().size(); i++) {
                assertThat(anew.get("projections").get(weight.getKey()).get(i).asDouble())
                    .as("%s, projection %s", weight.getKey(), i)
                    .isCloseTo(weight.getValue().get(i).asDouble(), within(1e-8));
              }
            });
  }
}
