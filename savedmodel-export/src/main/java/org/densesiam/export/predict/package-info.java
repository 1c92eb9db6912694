/**
 * A SavedModel at work: image files to pixels, pixels to features or label maps, all on the heap of
 * the caller. Runs any model whose signatures take {@code images} or {@code image_bytes}, ours or
 * not; {@link org.densesiam.export.predict.Segmenter} is the short way to run a segmenter of ours.
 *
 * <p>Without the launcher, set {@code TF_ENABLE_ONEDNN_OPTS=1} in the environment of the process on
 * x86-64: TensorFlow reads it once, when it starts, and turns oneDNN on by itself only on CPUs with
 * VNNI, bf16 or AMX. On one with AVX2 alone a training step of ResNet-50 took 4,759 ms without it
 * and 3,726 ms with it. {@code TF_CPP_MIN_LOG_LEVEL=1} keeps TensorFlow's chatter away.
 *
 * <p>Symbols as in {@link org.densesiam.export}.
 */
@NullMarked
package org.densesiam.export.predict;

import org.jspecify.annotations.NullMarked;
