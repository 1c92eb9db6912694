/**
 * What Python reads of what Java writes: SavedModels, weights, records, checkpoints, events.
 *
 * <p>Each test writes what Java has and what it expects, and runs a small script that looks at it
 * with Python's own tools; the scripts are in {@code src/test/resources/python}. {@code .ci/run}
 * makes the environment that they need.
 */
@NullMarked
package org.densesiam.it.python;

import org.jspecify.annotations.NullMarked;
