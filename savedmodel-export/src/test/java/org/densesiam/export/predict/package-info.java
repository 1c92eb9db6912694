/** Loaded models at work. */
@NullMarked
package org.densesiam.export.predict;

import org.jspecify.annotations.NullMarked;
