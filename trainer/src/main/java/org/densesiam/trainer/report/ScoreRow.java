package org.densesiam.trainer.report;

/**
 * How well one network segments, for a table.
 *
 * @param network which one, as in {@code untrained}
 * @param meanIou mIoU after matching clusters to classes, 0 to 1
 * @param accuracy share of pixels in the cluster of their class, 0 to 1
 */
public record ScoreRow(String network, double meanIou, double accuracy) {}
