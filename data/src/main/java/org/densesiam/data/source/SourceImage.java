package org.densesiam.data.source;

import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.ImageRecord;

/**
 * A file that should be an image; it was not opened yet.
 *
 * @param name path relative to the source, with {@code /}
 * @param bytes size of the file
 * @param label its class, if the source has classes of images
 * @param labelFile the classes of its pixels, if the source has those
 */
public record SourceImage(
    String name, long bytes, Optional<ImageRecord.Label> label, Optional<LabelFile> labelFile) {

  /** An image of which nothing is known. */
  static SourceImage plain(String name, long bytes) {
    return new SourceImage(name, bytes, Optional.empty(), Optional.empty());
  }

  SourceImage withLabel(Optional<ImageRecord.Label> value) {
    return new SourceImage(name, bytes, value, labelFile);
  }

  SourceImage withLabelFile(LabelFile value) {
    return new SourceImage(name, bytes, label, Optional.of(value));
  }

  /** Size of the file, and of that of its labels. */
  public long totalBytes() {
    return bytes + labelFile.map(LabelFile::bytes).orElse(0L);
  }

  /**
   * A file that should hold a class for every pixel of an image; it was not opened yet.
   *
   * @param name path relative to its source, with {@code /}
   * @param file where it is
   * @param bytes size of the file
   */
  public record LabelFile(String name, Path file, long bytes) {}
}
