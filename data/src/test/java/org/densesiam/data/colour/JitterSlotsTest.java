package org.densesiam.data.colour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.densesiam.data.colour.JitterSlots.Change;
import org.junit.jupiter.api.Test;

class JitterSlotsTest {
  @Test
  void orders_areThe24OfFourChanges() {
    assertThat(JitterSlots.ORDERS).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  void table_ofEachOrder_makesItsChangesOnceInThatOrder() {
    boolean[][] table = JitterSlots.table();
    for (int order = 0; order < table.length; order++) {
      List<Change> made = new ArrayList<>();
      for (int slot = 0; slot < table[order].length; slot++) {
        if (table[order][slot]) {
          made.add(JitterSlots.SLOTS.get(slot));
        }
      }
      assertThat(made).isEqualTo(JitterSlots.ORDERS.get(order));
    }
  }
}
