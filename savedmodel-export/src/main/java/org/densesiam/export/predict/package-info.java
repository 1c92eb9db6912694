/**
 * A SavedModel at work: pixels or image files to features or label maps, as arrays on the heap of
 * the caller. Runs any model whose signatures take {@code images} or {@code image_bytes}, ours or
 * not; {@link org.densesiam.export.api} is the short way to run ours, and says what the environment
 * of a process without the launcher needs.
 *
 * <p>Symbols as in {@link org.densesiam.export}.
 */
@NullMarked
package org.densesiam.export.predict;

import org.jspecify.annotations.NullMarked;
