package org.densesiam.trainer.report;

/**
 * A measure taken before training and after it.
 *
 * @param name what is measured, as it reads in a sentence: {@code agreement of the two views of 64
 *     held-out images}
 * @param shortName the same in two or three words, for a heading: {@code view agreement}
 * @param explanation how it is measured, its range, and what is good
 * @param before with the untrained network
 * @param after with the trained one
 */
public record Comparison(
    String name, String shortName, String explanation, double before, double after) {}
