package org.densesiam.data.shard;

/** Why an image was left out. */
public enum RejectReason {
  /** The file has no bytes. */
  EMPTY,
  /** Its first bytes are those of no picture format we know. */
  NOT_AN_IMAGE,
  /** A picture, but neither JPEG nor PNG. */
  UNSUPPORTED_FORMAT,
  /** The end is missing. */
  TRUNCATED,
  /** TensorFlow cannot decode it. */
  BROKEN,
  /** Its shorter side is below {@link ImportOptions#minSidePx}. */
  TOO_SMALL,
  /** It has more than {@link ImportOptions#maxPixels}. It was not decoded. */
  TOO_LARGE,
  /** The file cannot be read. */
  UNREADABLE,
  /** A pipe, a socket or a device, or a link to one. It was not opened. */
  NOT_A_FILE
}
