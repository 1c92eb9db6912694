/** The quick start: from nothing to the report of a run. */
@NullMarked
package org.densesiam.trainer.quickstart;

import org.jspecify.annotations.NullMarked;
