package org.densesiam.model.scope;

/**
 * What convolutions and matrix products compute in. Master weights, batch-norm statistics, losses
 * and the optimiser are float32 in both.
 */
public enum Precision {
  FP32,
  /** bfloat16: as many exponent bits as float32, so it needs no loss scaling. */
  BF16
}
