package org.densesiam.trainer.select;

import com.google.common.collect.ImmutableList;

/**
 * What was chosen.
 *
 * @param network whose features, in words
 * @param images that could be decoded and were looked at
 * @param unreadable images that could not
 * @param chosen in order of choice
 * @param radius the largest distance of any image from its nearest chosen one; features have length
 *     1, so 0 to 2
 * @param drawnRadius the same of as many images drawn at random, mean of {@link Selection#DRAWS}
 *     draws
 */
public record SelectionResult(
    String network,
    int images,
    long unreadable,
    ImmutableList<Photograph> chosen,
    double radius,
    double drawnRadius) {}
