/**
 * Which images of a labelled set are learned from, where not all are: what their labels say, and
 * the choice among them.
 */
@NullMarked
package org.densesiam.data.labelled;

import org.jspecify.annotations.NullMarked;
