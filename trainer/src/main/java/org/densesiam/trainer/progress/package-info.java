/**
 * How far a long task is, for a person who waits: bars on a terminal, plain lines anywhere else, on
 * stderr.
 */
@NullMarked
package org.densesiam.trainer.progress;

import org.jspecify.annotations.NullMarked;
