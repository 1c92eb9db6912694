/**
 * The agreements between two views: image, pixel and region, and the similarities they are made of.
 */
@NullMarked
package org.densesiam.model.loss;

import org.jspecify.annotations.NullMarked;
