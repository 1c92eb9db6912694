/**
 * The library: exported models at work, in Java's own types. {@link
 * org.densesiam.export.api.Segmenter} labels pixels, {@link org.densesiam.export.api.Embedder}
 * describes pictures and their parts by vectors; {@link org.densesiam.export.api.ModelOptions} says
 * how both are run. Nothing of Guava or TensorFlow is in a signature of this package, and no other
 * package is made for callers outside of DenseSiam.
 *
 * <p>Everything is on the heap of the caller; nothing is written to the terminal or to files.
 *
 * <p><b>What the process has to set.</b> TensorFlow's native library reads the environment when it
 * starts, and Java cannot change that of its own process. The launcher sets these; where there is
 * none, whoever starts the JVM does:
 *
 * <ul>
 *   <li>{@code TF_ENABLE_ONEDNN_OPTS=1} on x86-64: TensorFlow turns oneDNN's kernels on by itself
 *       only on CPUs with VNNI, bf16 or AMX. On one with AVX2 alone a training step of ResNet-50
 *       took 4,759 ms without it and 3,726 ms with it.
 *   <li>{@code TF_CPP_MIN_LOG_LEVEL=2} keeps TensorFlow's chatter off stderr; errors are still
 *       thrown.
 *   <li>{@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} gives each model the threads that it asks for.
 *   <li>{@code -Dorg.bytedeco.javacpp.maxphysicalbytes=0} for the JVM: tensors lie outside of the
 *       Java heap, and JavaCPP otherwise ends with an OutOfMemoryError when the process has four
 *       times {@code -Xmx}.
 * </ul>
 */
@NullMarked
package org.densesiam.export.api;

import org.jspecify.annotations.NullMarked;
