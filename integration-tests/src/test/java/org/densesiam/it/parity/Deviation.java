package org.densesiam.it.parity;

import org.densesiam.model.testing.FloatTensor;

/** How far a tensor is from what it should be. */
final class Deviation {
  private Deviation() {}

  /** {@code ||actual - expected|| / ||expected||}. */
  static double relative(FloatTensor actual, FloatTensor expected) {
    return actual.plus(expected, -1).norm() / expected.norm();
  }

  static double cosine(FloatTensor a, FloatTensor b) {
    double product = 0;
    for (int i = 0; i < a.size(); i++) {
      product += (double) a.at(i) * b.at(i);
    }
    return product / (a.norm() * b.norm());
  }

  /** {@code |actual - expected| / |expected|}. */
  static double relative(double actual, double expected) {
    return Math.abs(actual - expected) / Math.abs(expected);
  }
}
