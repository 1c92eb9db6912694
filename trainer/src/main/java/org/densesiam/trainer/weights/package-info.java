/** Weights between runs, checkpoints and files: import, export, comparison. */
@NullMarked
package org.densesiam.trainer.weights;

import org.jspecify.annotations.NullMarked;
