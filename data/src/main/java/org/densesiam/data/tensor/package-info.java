/**
 * Float arrays under names, in memory and in {@code .safetensors} files, the format in which
 * PyTorch programs exchange weights.
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
 *
 * <p>Names and layouts are whatever the file has; nothing here knows a network.
 */
@NullMarked
package org.densesiam.data.tensor;

import org.jspecify.annotations.NullMarked;
