/** From a run directory to a model that is served. */
@NullMarked
package org.densesiam.trainer.export;

import org.jspecify.annotations.NullMarked;
