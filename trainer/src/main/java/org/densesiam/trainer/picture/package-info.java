/**
 * Sheets of pictures of what a run sees and learns: pairs of views with their overlap, feature maps
 * as colours, label maps beside photographs.
 *
 * <p>Everything here is a function from arrays and images to a new image. Boxes follow the
 * convention of {@code org.densesiam.data.view}: {@code (y0, x0, y1, x1)}, normalised to the source
 * image; a flipped view shows its box mirrored left-right. {@code h, w} are height and width of a
 * map, {@code C} channels; arrays are row by row, channels last.
 */
@NullMarked
package org.densesiam.trainer.picture;

import org.jspecify.annotations.NullMarked;
