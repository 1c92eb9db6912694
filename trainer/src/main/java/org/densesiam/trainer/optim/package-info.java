/** The optimiser and the schedule of its learning rate, as pure functions of the step. */
@NullMarked
package org.densesiam.trainer.optim;

import org.jspecify.annotations.NullMarked;
