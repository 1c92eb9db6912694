/**
 * Values of variables from files and to files: TensorFlow's V2 checkpoints, and arrays from
 * anywhere that have our names and layouts, {@code [kH, kW, in, out]} and {@code [in, out]}.
 */
@NullMarked
package org.densesiam.model.weights;

import org.jspecify.annotations.NullMarked;
