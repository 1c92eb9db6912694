/** Tests of weights between runs and files. */
@NullMarked
package org.densesiam.trainer.weights;

import org.jspecify.annotations.NullMarked;
