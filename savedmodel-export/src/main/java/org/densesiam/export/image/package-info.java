/**
 * Images on their way to a model, decoded and resized as training does it: as operations inside an
 * exported graph, and on the heap of a program that runs one.
 *
 * <p>Symbols as in {@link org.densesiam.export}.
 */
@NullMarked
package org.densesiam.export.image;

import org.jspecify.annotations.NullMarked;
