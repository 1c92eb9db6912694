package org.densesiam.data.prepare;

import org.densesiam.data.shard.Manifest.Repairs;
import org.densesiam.data.source.SourceImage;
import org.tensorflow.proto.Example;

/** What became of a source image. */
sealed interface PreparedImage {
  /** The file it came from. */
  SourceImage image();

  /**
   * It goes into a shard.
   *
   * @param example the record
   * @param repairs what was repaired in this image
   */
  record Accepted(SourceImage image, Example example, Repairs repairs) implements PreparedImage {}

  /** It is left out. */
  record Rejected(SourceImage image, Rejection rejection) implements PreparedImage {}
}
