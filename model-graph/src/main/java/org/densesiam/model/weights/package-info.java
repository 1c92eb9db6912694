/** Variables to files and back in TensorFlow's V2 checkpoint format. */
@NullMarked
package org.densesiam.model.weights;

import org.jspecify.annotations.NullMarked;
