/** Whether what was written to a disk is still what was written: shards, runs, models. */
@NullMarked
package org.densesiam.trainer.verify;

import org.jspecify.annotations.NullMarked;
