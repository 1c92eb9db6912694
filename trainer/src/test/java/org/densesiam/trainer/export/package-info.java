/** Runs to models. */
@NullMarked
package org.densesiam.trainer.export;

import org.jspecify.annotations.NullMarked;
