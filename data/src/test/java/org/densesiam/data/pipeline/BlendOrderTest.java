package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlendOrderTest {
  @Test
  void all_areThe24OrdersOfFourChanges() {
    assertThat(BlendOrder.ALL.stream().map(Arrays::deepToString))
        .hasSize(24)
        .doesNotHaveDuplicates();
  }

  @Test
  void each_doesEveryKindOfBlendOnce() {
    for (float[][] slots : BlendOrder.ALL) {
      float[] done = new float[3];
      for (float[] slot : slots) {
        for (int kind = 0; kind < 3; kind++) {
          done[kind] += slot[kind];
        }
      }
      assertThat(done).containsExactly(1f, 1f, 1f);
    }
  }

  @Test
  void fixed_isBrightnessContrastSaturationBeforeTheHue() {
    List<float[]> slots = List.of(BlendOrder.fixed());
    assertThat(slots.get(0)).containsExactly(1f, 0f, 0f);
    assertThat(slots.get(1)).containsExactly(0f, 1f, 0f);
    assertThat(slots.get(2)).containsExactly(0f, 0f, 1f);
    assertThat(slots.subList(3, 6)).allSatisfy(slot -> assertThat(slot).containsOnly(0f));
  }
}
