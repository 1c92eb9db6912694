package org.densesiam.trainer.report;

import com.google.common.io.ByteSource;

/**
 * A picture in the report.
 *
 * @param png a PNG file
 * @param caption shown beneath it; may be empty
 * @param description what it shows, for readers who cannot see it
 */
public record ReportPicture(ByteSource png, String caption, String description) {
  /** From a PNG file in memory, which is copied. */
  public static ReportPicture of(byte[] png, String caption, String description) {
    return new ReportPicture(ByteSource.wrap(png.clone()), caption, description);
  }
}
