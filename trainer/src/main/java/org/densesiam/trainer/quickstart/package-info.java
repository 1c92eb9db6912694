/**
 * Runs made whole: the report of a run from what lies in its directory, and the quick start, which
 * goes from nothing to that report.
 */
@NullMarked
package org.densesiam.trainer.quickstart;

import org.jspecify.annotations.NullMarked;
