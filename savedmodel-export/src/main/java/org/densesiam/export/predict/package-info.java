/**
 * A SavedModel at work: image files to pixels, pixels to features or label maps, all on the heap of
 * the caller. Runs any model whose signatures take {@code images} or {@code image_bytes}, ours or
 * not; {@link org.densesiam.export.predict.Segmenter} is the short way to run a segmenter of ours.
 *
 * <p>Symbols as in {@link org.densesiam.export}.
 */
@NullMarked
package org.densesiam.export.predict;

import org.jspecify.annotations.NullMarked;
