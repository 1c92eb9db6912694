package org.densesiam.data.colour;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.Collections2;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;

/**
 * Orders of the four colour changes as slots to run or to pass over.
 *
 * <p>A graph is built before any order is drawn. So it has twelve slots, the fewest in which every
 * order of four is found, and an order says for each slot whether it is the change's turn.
 */
final class JitterSlots {
  /** The colour changes. */
  enum Change {
    BRIGHTNESS,
    CONTRAST,
    SATURATION,
    HUE
  }

  private static final Change B = Change.BRIGHTNESS;
  private static final Change C = Change.CONTRAST;
  private static final Change S = Change.SATURATION;
  private static final Change H = Change.HUE;

  /** What each slot does. Every order of the four is a subsequence of it. */
  static final ImmutableList<Change> SLOTS = ImmutableList.of(B, C, S, H, B, C, S, B, H, C, B, S);

  /** The 24 orders. */
  static final ImmutableList<ImmutableList<Change>> ORDERS =
      Collections2.permutations(ImmutableSet.of(B, C, S, H)).stream()
          .map(ImmutableList::copyOf)
          .collect(ImmutableList.toImmutableList());

  private JitterSlots() {}

  /** For each of {@link #ORDERS} and each of {@link #SLOTS}, whether the slot's change is made. */
  static boolean[][] table() {
    return ORDERS.stream().map(JitterSlots::turns).toArray(boolean[][]::new);
  }

  /** Each change in the first slot that is free after the change before it. */
  private static boolean[] turns(List<Change> order) {
    boolean[] turns = new boolean[SLOTS.size()];
    int done = 0;
    for (int slot = 0; slot < turns.length && done < order.size(); slot++) {
      if (SLOTS.get(slot) == order.get(done)) {
        turns[slot] = true;
        done++;
      }
    }
    checkState(done == order.size(), "no slots for %s", order);
    return turns;
  }
}
