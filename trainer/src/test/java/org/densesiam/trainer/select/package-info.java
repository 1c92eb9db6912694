/** Tests of which photographs are chosen. */
@NullMarked
package org.densesiam.trainer.select;

import org.jspecify.annotations.NullMarked;
