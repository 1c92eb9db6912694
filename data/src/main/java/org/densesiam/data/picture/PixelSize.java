package org.densesiam.data.picture;

/**
 * Size of an image.
 *
 * @param heightPx height in pixels
 * @param widthPx width in pixels
 */
public record PixelSize(int heightPx, int widthPx) {

  /** How many pixels there are. */
  public long pixels() {
    return (long) heightPx * widthPx;
  }

  /** Height as width, and width as height. */
  PixelSize swapped() {
    return new PixelSize(/* heightPx= */ widthPx, /* widthPx= */ heightPx);
  }

  /** For sentences: {@code 480 x 640 (height x width)}. */
  @Override
  public String toString() {
    return heightPx + " x " + widthPx + " (height x width)";
  }
}
