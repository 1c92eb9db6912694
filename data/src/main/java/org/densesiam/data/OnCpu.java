package org.densesiam.data;

import org.tensorflow.DeviceSpec;
import org.tensorflow.op.Ops;

/** Operations that belong on the CPU whatever device trains: reading, decoding, files, clocks. */
public final class OnCpu {
  private static final DeviceSpec CPU =
      DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build();

  private OnCpu() {}

  /** The same place in the graph, its next operations pinned to the CPU. */
  public static Ops of(Ops tf) {
    return tf.withDevice(CPU);
  }
}
