/**
 * Layers: the constructor makes the variables, once; {@code apply} adds operations, once a view.
 */
@NullMarked
package org.densesiam.model.layer;

import org.jspecify.annotations.NullMarked;
