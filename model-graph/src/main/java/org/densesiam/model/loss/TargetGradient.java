package org.densesiam.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Whether a loss also moves the side that it compares with. */
public enum TargetGradient {
  /** The target is a constant: the paper's stop-gradient. */
  STOPPED,
  /** Both sides move, as the released code's region loss has it. */
  FLOWING;

  /** {@link #STOPPED} if so, else {@link #FLOWING}. */
  public static TargetGradient stoppedIf(boolean stopped) {
    return stopped ? STOPPED : FLOWING;
  }

  Operand<TFloat32> target(Ops tf, Operand<TFloat32> z) {
    return switch (this) {
      case STOPPED -> tf.stopGradient(z);
      case FLOWING -> z;
    };
  }
}
