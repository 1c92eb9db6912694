/**
 * Line charts as inline SVG: curves of a run over its steps.
 *
 * <p>Drawn here rather than by a chart library, for three things that the report needs and the
 * libraries tried do not give: colours by CSS class, so that one chart serves light, dark and
 * print; text as text, to be searched and read aloud; direct labels at the ends of the lines.
 * (XChart 3.8 writes glyphs as outlines, 400 kB for two curves, in fixed colours.)
 *
 * <p>Colours come from the page: elements carry the classes {@code series-0 .. series-5}, {@code
 * grid}, {@code axis}, {@code reference}. Numbers are written the same in every locale.
 */
@NullMarked
package org.densesiam.trainer.report.chart;

import org.jspecify.annotations.NullMarked;
