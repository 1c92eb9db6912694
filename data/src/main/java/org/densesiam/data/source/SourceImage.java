package org.densesiam.data.source;

import java.util.Optional;
import org.densesiam.data.record.ImageLabel;

/**
 * A file that should be an image; it was not opened yet.
 *
 * @param name path relative to the source, with {@code /}
 * @param bytes size of the file
 * @param label its class, if the source has classes of images
 * @param labelFile the classes of its pixels, if the source has those
 */
public record SourceImage(
    String name, long bytes, Optional<ImageLabel> label, Optional<LabelFile> labelFile) {

  /** An image of which nothing is known. */
  static SourceImage plain(String name, long bytes) {
    return new SourceImage(name, bytes, Optional.empty(), Optional.empty());
  }

  SourceImage withLabel(Optional<ImageLabel> value) {
    return new SourceImage(name, bytes, value, labelFile);
  }

  SourceImage withLabelFile(LabelFile value) {
    return new SourceImage(name, bytes, label, Optional.of(value));
  }

  /** Size of the file, and of that of its labels. */
  public long totalBytes() {
    return bytes + labelFile.map(LabelFile::bytes).orElse(0L);
  }
}
