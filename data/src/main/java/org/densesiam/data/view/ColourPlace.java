package org.densesiam.data.view;

/** Which picture is coloured: a view, or what both views are cut out of. */
public enum ColourPlace {
  /**
   * Each view is cut out of the photograph and resized once, antialiased; then it is coloured. What
   * is done to its colours knows the view alone: contrast is about the view's mean.
   */
  VIEW,
  /**
   * As the released segmentation code has it: the photograph's centre square is resized to twice
   * the side of a view and coloured twice, blur included. View 1 is cut out of the first colouring,
   * by bilinear interpolation that is not antialiased, so that it has finer grain than view 2, the
   * second colouring halved, antialiased.
   */
  SQUARE
}
