/**
 * Values of variables from files and to files: TensorFlow's V2 checkpoints, {@code .safetensors}
 * files, in which PyTorch programs exchange weights, and arrays from anywhere that have our names
 * and layouts, {@code [kH, kW, in, out]} and {@code [in, out]}.
 *
 * <p>A {@code .safetensors} file is
 *
 * <pre>
 *   uint64 length   byte[length] JSON header   the arrays' numbers, one after the other
 * </pre>
 *
 * all little-endian. The header maps each name to {@code {"dtype", "shape", "data_offsets"}},
 * offsets in bytes from the end of the header, and {@code __metadata__} to texts (source: the
 * format's own description in its Rust library, safetensors 0.6). Numbers lie in row-major order.
 */
@NullMarked
package org.densesiam.model.weights;

import org.jspecify.annotations.NullMarked;
