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
 * @param fault why it cannot be opened, if that shows already
 */
public record SourceImage(
    String name,
    long bytes,
    Optional<ImageRecord.Label> label,
    Optional<LabelFile> labelFile,
    Optional<String> fault) {

  /** An image of which nothing is known. */
  static SourceImage plain(String name, long bytes) {
    return new SourceImage(name, bytes, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** An image that cannot be opened. */
  static SourceImage faulty(String name, long bytes, String fault) {
    return new SourceImage(name, bytes, Optional.empty(), Optional.empty(), Optional.of(fault));
  }

  SourceImage withLabel(Optional<ImageRecord.Label> value) {
    return new SourceImage(name, bytes, value, labelFile, fault);
  }

  SourceImage withLabelFile(LabelFile value) {
    return new SourceImage(name, bytes, label, Optional.of(value), fault);
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
