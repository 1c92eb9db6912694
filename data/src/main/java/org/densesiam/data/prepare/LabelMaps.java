package org.densesiam.data.prepare;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.Optional;
import org.densesiam.data.DiskErrors;
import org.densesiam.data.PrintableText;
import org.densesiam.data.picture.Orientation;
import org.densesiam.data.picture.PictureHeader;
import org.densesiam.data.picture.PixelSize;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.source.ImageFile;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.LabelValues;
import org.densesiam.data.source.SourceImage;

/**
 * Label files to the label maps of records. A fault in one is the caller's to mend, never a reason
 * to leave an image out in silence. Any number of threads may share it.
 */
final class LabelMaps {
  private final ImageSource source;
  private final ImportOptions options;
  private final LabelValues meanings;

  /** For a source with labels. */
  private LabelMaps(ImageSource source, ImportOptions options) {
    this.source = source;
    this.options = options;
    this.meanings = source.labelValues().orElseThrow();
  }

  /**
   * Checks the label file of an image, whose own size, as it is shown, is read from its header. An
   * image without a header, or too large, is let pass: the import will reject it.
   *
   * @throws IllegalArgumentException if the file cannot be read, is of another size than the image,
   *     or has a value without a meaning
   */
  void check(SourceImage image) {
    Optional<PixelSize> stored = PictureHeader.size(source.file(image));
    if (stored.filter(this::isTooLarge).isPresent()) {
      return;
    }
    SourceImage.LabelFile labels = labelsOf(image);
    LabelRaster raster = raster(labels, read(labels));
    stored.ifPresent(size -> checkSize(image, labels, raster, orientation(image).shown(size)));
    classes(labels, raster);
  }

  /**
   * The label map of an image: the file's own bytes where they say just that, else a new PNG.
   *
   * @param size of the image
   * @throws IllegalArgumentException as {@link #check}
   */
  ByteString encode(SourceImage image, PixelSize size, LabelEncoder encoder) {
    SourceImage.LabelFile labels = labelsOf(image);
    byte[] file = read(labels);
    LabelRaster raster = raster(labels, file);
    checkSize(image, labels, raster, size);
    byte[] classes = classes(labels, raster);
    return UnsafeByteOperations.unsafeWrap(
        raster.isGrey8() && isSame(classes, raster)
            ? file
            : encoder.png(classes, size.heightPx(), size.widthPx()));
  }

  private Orientation orientation(SourceImage image) {
    return options.exifOrientation() ? Orientation.of(source.file(image)) : Orientation.UPRIGHT;
  }

  private static SourceImage.LabelFile labelsOf(SourceImage image) {
    return image
        .labelFile()
        .orElseThrow(() -> new IllegalStateException(image.name() + " has no label file"));
  }

  private static byte[] read(SourceImage.LabelFile labels) {
    try {
      return ImageFile.read(labels.file());
    } catch (IOException e) {
      throw fault(labels, DiskErrors.reason(e), e);
    }
  }

  private LabelRaster raster(SourceImage.LabelFile labels, byte[] file) {
    try {
      Optional<PixelSize> size = PictureHeader.size(file);
      if (size.isPresent() && isTooLarge(size.get())) { // decoding it would need its memory
        throw new IOException(
            "expected at most %d pixels, found %s"
                .formatted(options.maxPixels().getAsLong(), size.get()));
      }
      return LabelRaster.read(file);
    } catch (IOException e) {
      throw fault(labels, String.valueOf(e.getMessage()), e);
    }
  }

  private boolean isTooLarge(PixelSize size) {
    return options.maxPixels().isPresent() && size.pixels() > options.maxPixels().getAsLong();
  }

  private static IllegalArgumentException fault(
      SourceImage.LabelFile labels, String reason, IOException e) {
    return new IllegalArgumentException(
        "Labels %s cannot be used: %s"
            .formatted(PrintableText.ofName(labels.file().toString()), reason),
        e);
  }

  private void checkSize(
      SourceImage image, SourceImage.LabelFile labels, LabelRaster raster, PixelSize size) {
    if (raster.heightPx() == size.heightPx() && raster.widthPx() == size.widthPx()) {
      return;
    }
    throw new IllegalArgumentException(
        "Labels %s are %d x %d (height x width), but image %s is %d x %d; give labels of the image's size%s"
            .formatted(
                PrintableText.ofName(labels.file().toString()),
                raster.heightPx(),
                raster.widthPx(),
                PrintableText.ofName(source.file(image).toString()),
                size.heightPx(),
                size.widthPx(),
                orientation(image).swapsSides()
                    ? " as its EXIF orientation shows it, or import with --no-exif-orientation"
                    : ""));
  }

  /** {@code [H * W]}: the class of every pixel. */
  private byte[] classes(SourceImage.LabelFile labels, LabelRaster raster) {
    byte[] classes = new byte[raster.size()];
    for (int i = 0; i < classes.length; i++) {
      int meaning = meanings.meaningOf(raster.value(i));
      if (meaning == LabelValues.UNKNOWN) {
        throw new IllegalArgumentException(
            "Labels %s have value %d in row %d, column %d, but the class list has values %s; add a class or a 'void' line for it"
                .formatted(
                    PrintableText.ofName(labels.file().toString()),
                    raster.value(i),
                    i / raster.widthPx(),
                    i % raster.widthPx(),
                    meanings.expected()));
      }
      classes[i] = (byte) meaning;
    }
    return classes;
  }

  private static boolean isSame(byte[] classes, LabelRaster raster) {
    for (int i = 0; i < classes.length; i++) {
      if ((classes[i] & 0xff) != raster.value(i)) {
        return false;
      }
    }
    return true;
  }

  /** For sources without labels there is nothing to make. */
  static Optional<LabelMaps> of(ImageSource source, ImportOptions options) {
    return source.labelValues().map(values -> new LabelMaps(source, options));
  }
}
