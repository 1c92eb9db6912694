package org.densesiam.data.pipeline;

import com.google.common.collect.Collections2;
import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * In which order brightness, contrast and saturation come, and which of them come before the hue.
 *
 * <p>These three are blends and may share an operation that takes, for each view, which of them it
 * is to be. Hue is not. So a view goes through three blends, hue, and three more blends, of which
 * three do nothing: each view of a batch can have its own order, without a branch in the graph.
 */
final class BlendOrder {
  private static final int HUE = 3;

  /** Blends before the hue, and as many after it. */
  static final int SLOTS = 3;

  /**
   * One entry for each of the 24 orders: {@code [2 * SLOTS][3]}, for each slot 1 at the kind of
   * blend (brightness, contrast, saturation) it does, or nowhere.
   */
  static final ImmutableList<float[][]> ALL =
      Collections2.permutations(List.of(0, 1, 2, HUE)).stream()
          .map(BlendOrder::slots)
          .collect(ImmutableList.toImmutableList());

  private BlendOrder() {}

  /** The table of {@link #ALL}, {@code [24, 2 * SLOTS, 3]}. */
  static float[][][] table() {
    return ALL.toArray(float[][][]::new);
  }

  /** Brightness, contrast, saturation, then hue. */
  static float[][] fixed() {
    return slots(List.of(0, 1, 2, HUE));
  }

  private static float[][] slots(List<Integer> order) {
    float[][] slots = new float[2 * SLOTS][3];
    int slot = 0;
    for (int kind : order) {
      if (kind == HUE) {
        slot = SLOTS;
      } else {
        slots[slot++][kind] = 1f;
      }
    }
    return slots;
  }
}
