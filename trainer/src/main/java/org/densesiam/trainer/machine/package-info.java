/**
 * The machine, the process and the build that a run has: devices, memory, signals, and what NVIDIA
 * GPUs need before TensorFlow starts. Knows nothing of runs.
 *
 * <p>TensorFlow's GPU library opens CUDA and cuDNN by their file names at run time. Built with
 * {@code -Pgpu}, the class path holds them (Maven artifact {@code org.bytedeco:cuda}, classifier
 * {@code linux-x86_64-redist}), so that a machine needs NVIDIA's driver only.
 */
@NullMarked
package org.densesiam.trainer.machine;

import org.jspecify.annotations.NullMarked;
