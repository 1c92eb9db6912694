/**
 * The report of a run: one self-contained HTML file for people.
 *
 * <p>{@link org.densesiam.trainer.report.Report} turns {@link
 * org.densesiam.trainer.report.ReportInputs} into a page: a pure function, so that the same inputs
 * give the same bytes. The page loads nothing, works without JavaScript (which only copies
 * commands), follows the reader's choice of light or dark, and prints. Every number on it comes
 * from the run's metrics file or from a comparison handed in; what a run did not measure is left
 * out, not shown as zero.
 *
 * <p>Charts are in {@code chart}, pictures in {@code picture}.
 */
@NullMarked
package org.densesiam.trainer.report;

import org.jspecify.annotations.NullMarked;
