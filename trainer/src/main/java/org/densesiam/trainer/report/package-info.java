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
 * <p>{@link org.densesiam.trainer.report.RunReport} gathers the inputs from a run's directory.
 *
 * <p>Line charts are inline SVG, drawn here rather than by a chart library, for three things that
 * the report needs and the libraries tried do not give: colours by CSS class, so that one chart
 * serves light, dark and print; text as text, to be searched and read aloud; direct labels at the
 * ends of the lines. (XChart 3.8 writes glyphs as outlines, 400 kB for two curves, in fixed
 * colours.) Colours come from the page: elements carry the classes {@code series-0 .. series-5},
 * {@code grid}, {@code axis}, {@code reference}. Numbers are written the same in every locale.
 */
@NullMarked
package org.densesiam.trainer.report;

import org.jspecify.annotations.NullMarked;
