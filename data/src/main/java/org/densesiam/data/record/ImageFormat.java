package org.densesiam.data.record;

/**
 * Formats an image may have inside a record. The constant's name is the value of {@code
 * image/format}.
 */
public enum ImageFormat {
  /** Baseline or progressive JPEG, grey or colour. */
  JPEG,
  /** Any PNG. */
  PNG
}
