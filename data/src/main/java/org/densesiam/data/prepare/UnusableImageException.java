package org.densesiam.data.prepare;

import org.densesiam.data.shard.RejectReason;

/** An image cannot be used; ends up as a {@link Rejection}, never at a caller of this package. */
final class UnusableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;
  private final String detail;

  UnusableImageException(RejectReason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
    this.detail = detail;
  }

  Rejection rejectionOf(String file) {
    return new Rejection(file, reason, detail);
  }
}
