/**
 * Pictures of what a run sees and learns, drawn with Java2D: pairs of views, label maps over
 * images, feature maps as colours.
 *
 * <p>Everything here is a function from arrays and images to a new image; nothing is kept, no file
 * is touched but by {@code Png.write}, no screen is needed. Images are 8-bit RGB. Boxes follow the
 * convention of {@code org.densesiam.data.view}: {@code (y0, x0, y1, x1)}, normalised to the source
 * image; a flipped view shows its box mirrored left-right. {@code h, w} are height and width of a
 * map, {@code C} channels; arrays are row by row, channels last.
 */
@NullMarked
package org.densesiam.trainer.report.picture;

import org.jspecify.annotations.NullMarked;
