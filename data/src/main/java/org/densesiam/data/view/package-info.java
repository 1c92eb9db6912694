/**
 * Where the views lie in the source image, and how features of two views are brought to the same
 * points (method.md section 2). This package holds the one convention of boxes; nothing else in the
 * project computes with them.
 *
 * <p>A <b>box</b> is {@code (y0, x0, y1, x1)}, normalised to the source image: {@code (0, 0)} is
 * its upper left corner, {@code (1, 1)} its lower right one. Coordinates are continuous and cells
 * have their centres at halves: cell {@code (i, j)} of an {@code h x w} map lies at {@code ((i +
 * 0.5)/h, (j + 0.5)/w)} of its view. A view that is <b>flipped</b> shows its box mirrored
 * left-right; the box itself stays the same. A box with {@code x0 > x1} means the same region read
 * from right to left.
 *
 * <p>Shapes: {@code B} batch, {@code h, w} height and width of a feature map, {@code C} channels,
 * {@code Gh, Gw} height and width of the sampling grid. Everything is an operation in a graph, has
 * a GPU kernel, keeps no state and does no I/O.
 */
@NullMarked
package org.densesiam.data.view;

import org.jspecify.annotations.NullMarked;
