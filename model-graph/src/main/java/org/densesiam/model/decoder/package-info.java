/** Feature maps of several strides to one dense map. */
@NullMarked
package org.densesiam.model.decoder;

import org.jspecify.annotations.NullMarked;
