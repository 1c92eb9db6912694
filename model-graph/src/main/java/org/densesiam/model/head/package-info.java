/**
 * Projectors and predictors, as multi-layer perceptrons on vectors or as 1x1 convolutions on maps.
 */
@NullMarked
package org.densesiam.model.head;

import org.jspecify.annotations.NullMarked;
