/**
 * Pictures of what a network answers, drawn with Java2D: label maps in colours, over photographs,
 * with legends.
 *
 * <p>Everything here is a function from arrays and images to a new image; nothing is kept, no file
 * is touched but by {@link org.densesiam.export.picture.Png}, no screen is needed. Images are 8-bit
 * RGB. {@code h, w} are height and width of a map, {@code C} channels; arrays are row by row,
 * channels last.
 */
@NullMarked
package org.densesiam.export.picture;

import org.jspecify.annotations.NullMarked;
