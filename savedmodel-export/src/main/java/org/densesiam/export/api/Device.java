package org.densesiam.export.api;

/** What a model computes on. */
public enum Device {
  /** The first GPU that TensorFlow sees, and the CPU where it sees none. */
  AUTOMATIC,
  /** The CPU, even where there is a GPU. */
  CPU,
  /**
   * A GPU, or loading fails. The first that TensorFlow sees: which ones it sees is set in the
   * environment of the process, {@code CUDA_VISIBLE_DEVICES=1}. Needs TensorFlow's GPU library on
   * the class path ({@code tensorflow-core-native}, classifier {@code linux-x86_64-gpu}).
   */
  GPU
}
