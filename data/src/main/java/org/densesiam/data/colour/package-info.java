/**
 * What changes the colours of a view (method.md section 5), as operations on the device that
 * trains: jitter, grey, blur, normalisation.
 *
 * <p>Shapes: {@code N} views, {@code P} side of a view in pixels, {@code D} random numbers drawn
 * for a view, uniform in {@code [0, 1)}; whoever makes the views draws them.
 */
@NullMarked
package org.densesiam.data.colour;

import org.jspecify.annotations.NullMarked;
