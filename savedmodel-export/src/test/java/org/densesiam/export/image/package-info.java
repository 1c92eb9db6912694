/** Decoding and sizes. */
@NullMarked
package org.densesiam.export.image;

import org.jspecify.annotations.NullMarked;
