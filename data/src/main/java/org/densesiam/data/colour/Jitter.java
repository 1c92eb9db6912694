package org.densesiam.data.colour;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.densesiam.data.OnCpu;
import org.densesiam.data.colour.JitterSlots.Change;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Brightness, contrast, saturation and hue of a batch of views, each once. */
final class Jitter {
  private final Ops tf;
  private final PlanarColour colour;
  private final ColourDraws drawn;
  private final ColourConfig.Values values;

  Jitter(Ops tf, ColourDraws drawn, ColourConfig.Values values) {
    this.tf = tf;
    this.values = values;
    this.colour = new PlanarColour(tf);
    this.drawn = drawn;
  }

  /** In the order of {@link Change}. */
  Planes inFixedOrder(Planes image) {
    Planes changed = image;
    for (Change change : Change.values()) {
      changed = make(change, changed);
    }
    return changed;
  }

  /**
   * In the order that the first view of the batch drew.
   *
   * <p>By {@code Switch} and {@code Merge}, which copy nothing: three quarters of the operations
   * find their inputs dead and do not run. Which ones is worked out on the CPU, where {@code
   * Switch} reads it, so that no other device is waited for.
   */
  Planes inDrawnOrder(Planes image) {
    Ops cpu = OnCpu.of(tf);
    ImmutableList<Change> slots = JitterSlots.SLOTS;
    Operand<TBool> turns =
        cpu.gather(
            cpu.constant(JitterSlots.table()),
            drawn.order(cpu, JitterSlots.ORDERS.size()),
            cpu.constant(0));
    List<Output<TBool>> turn = cpu.unstack(turns, (long) slots.size()).output();
    Planes changed = image;
    for (int slot = 0; slot < slots.size(); slot++) {
      changed = where(turn.get(slot), slots.get(slot), changed);
    }
    return changed;
  }

  private Planes where(Operand<TBool> turn, Change change, Planes image) {
    SwitchCond<TFloat32> red = tf.switchCond(image.red(), turn);
    SwitchCond<TFloat32> green = tf.switchCond(image.green(), turn);
    SwitchCond<TFloat32> blue = tf.switchCond(image.blue(), turn);
    Planes changed =
        make(change, new Planes(red.outputTrue(), green.outputTrue(), blue.outputTrue()));
    return new Planes(
        either(red.outputFalse(), changed.red()),
        either(green.outputFalse(), changed.green()),
        either(blue.outputFalse(), changed.blue()));
  }

  private Operand<TFloat32> either(Operand<TFloat32> one, Operand<TFloat32> other) {
    return tf.merge(List.of(one, other)).output();
  }

  private Planes make(Change change, Planes image) {
    return switch (change) {
      case BRIGHTNESS -> blended(colour.brightness(image, drawn.brightness()));
      case CONTRAST -> blended(colour.contrast(image, drawn.contrast()));
      case SATURATION -> blended(colour.saturation(image, drawn.saturation()));
      case HUE -> turned(colour.turnHue(image, drawn.hueTurn()));
    };
  }

  private Planes blended(Planes image) {
    return switch (values) {
      case REAL -> image;
      case BYTES -> image.map(tf.math::floor);
    };
  }

  private Planes turned(Planes image) {
    return switch (values) {
      case REAL -> image;
      case BYTES -> image.map(tf.math::rint);
    };
  }
}
