/** Runs of the trainer on small scenes: what a run leaves behind, stopped, broken or whole. */
@NullMarked
package org.densesiam.it.run;

import org.jspecify.annotations.NullMarked;
