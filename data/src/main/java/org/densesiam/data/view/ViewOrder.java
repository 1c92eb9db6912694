package org.densesiam.data.view;

/** What comes first to a photograph: to be cut into views, or to be coloured. */
public enum ViewOrder {
  /**
   * Each view is cut out of the photograph and resized once, antialiased; then it is coloured. What
   * is done to its colours knows the view alone: contrast is about the view's mean.
   */
  CUT_FIRST,
  /**
   * As the released segmentation code has it: the photograph's centre square is resized to twice
   * the side of a view and coloured twice, blur included. View 1 is cut out of the first colouring,
   * by bilinear interpolation that is not antialiased, so that it has finer grain than view 2, the
   * second colouring halved, antialiased.
   */
  COLOUR_FIRST
}
