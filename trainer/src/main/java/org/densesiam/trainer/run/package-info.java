/**
 * The folder of a run, from which alone it can be repeated: lock, configuration, provenance,
 * checkpoints and results ({@link org.densesiam.trainer.run.RunDirectory}). Nothing here trains.
 */
@NullMarked
package org.densesiam.trainer.run;

import org.jspecify.annotations.NullMarked;
