/**
 * Which photographs to label first: those that together come nearest to all others, by the features
 * of a network that never saw a label.
 *
 * <p>{@link org.densesiam.trainer.select.Selection} goes through a set once; {@link
 * org.densesiam.trainer.select.KCenterGreedy} chooses among its features and touches neither files
 * nor tensors; {@link org.densesiam.trainer.select.SelectionFiles} writes the choice as a list of
 * names and a sheet of pictures.
 *
 * <p>Shapes: {@code N} images, {@code C} channels of a feature.
 */
@NullMarked
package org.densesiam.trainer.select;

import org.jspecify.annotations.NullMarked;
