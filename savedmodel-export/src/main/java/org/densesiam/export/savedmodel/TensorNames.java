package org.densesiam.export.savedmodel;

import org.tensorflow.Output;

/** Names of tensors as graph protos have them. */
final class TensorNames {
  private TensorNames() {}

  /** {@code operation:index}. */
  static String of(Output<?> tensor) {
    return tensor.op().name() + ":" + tensor.index();
  }
}
