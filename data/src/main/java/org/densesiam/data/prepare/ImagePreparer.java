package org.densesiam.data.prepare;

import static org.densesiam.data.picture.Orientation.UPRIGHT;

import com.google.common.primitives.Bytes;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.Optional;
import org.densesiam.data.DiskErrors;
import org.densesiam.data.picture.JpegMarkers;
import org.densesiam.data.picture.Orientation;
import org.densesiam.data.picture.PictureFormat;
import org.densesiam.data.picture.PictureHeader;
import org.densesiam.data.picture.PixelSize;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.Manifest.Repairs;
import org.densesiam.data.shard.RejectReason;
import org.densesiam.data.source.ImageFile;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.NotAFileException;
import org.densesiam.data.source.SourceImage;
import org.tensorflow.proto.Example;

/**
 * Turns a file into a record, or finds out why it cannot be one. Any number of threads may share
 * it.
 */
final class ImagePreparer {
  // The last chunk of a PNG: its type and its checksum, which never vary.
  private static final byte[] PNG_END = {'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
  private static final int CMYK_COMPONENTS = 4;

  private final ImageSource source;
  private final Optional<LabelMaps> labels;
  private final ImageProof proof;
  private final LabelEncoder labelEncoder;
  private final ImportOptions options;

  ImagePreparer(
      ImageSource source, ImageProof proof, LabelEncoder labelEncoder, ImportOptions options) {
    this.source = source;
    this.labels = LabelMaps.of(source, options);
    this.proof = proof;
    this.labelEncoder = labelEncoder;
    this.options = options;
  }

  Prepared prepare(SourceImage image) {
    try {
      return accept(image, read(image));
    } catch (UnusableImageException e) {
      return new Prepared.Rejected(image, e.rejectionOf(image.name()));
    }
  }

  private Prepared accept(SourceImage image, byte[] file) throws UnusableImageException {
    ImageRecord.Format format = format(file);
    boolean cmyk = format == ImageRecord.Format.JPEG && isCmyk(file);
    checkPixels(file);
    Orientation orientation = options.exifOrientation() ? Orientation.of(file) : UPRIGHT;
    boolean turned = orientation != UPRIGHT;
    byte[] encoded = cmyk || turned ? proof.uprightRgb(file, orientation) : file;
    PixelSize size = proof.decode(encoded, format);
    if (Math.min(size.heightPx(), size.widthPx()) < options.minSidePx()) {
      throw new UnusableImageException(
          RejectReason.TOO_SMALL,
          "expected both sides at least %d px, found %d x %d (height x width)"
              .formatted(options.minSidePx(), size.heightPx(), size.widthPx()));
    }
    Optional<ByteString> labelMap = labels.map(maps -> maps.encode(image, size, labelEncoder));
    ImageRecord imageRecord =
        new ImageRecord(
            UnsafeByteOperations.unsafeWrap(encoded),
            format,
            size.heightPx(),
            size.widthPx(),
            image.name(),
            image.label(),
            labelMap);
    boolean misnamed = !PictureFormat.isUsualName(format, image.name());
    return new Prepared.Accepted(
        image,
        imageRecord.toExample(),
        new Repairs(cmyk ? 1 : 0, misnamed ? 1 : 0, turned ? 1 : 0));
  }

  private byte[] read(SourceImage image) throws UnusableImageException {
    try {
      return ImageFile.read(source, image);
    } catch (NotAFileException e) {
      throw new UnusableImageException(RejectReason.NOT_A_FILE, DiskErrors.reason(e));
    } catch (IOException e) {
      throw new UnusableImageException(RejectReason.UNREADABLE, DiskErrors.reason(e));
    }
  }

  /** Before decoding: a file of a megabyte may claim, and have, a gigabyte of pixels. */
  private void checkPixels(byte[] file) throws UnusableImageException {
    PixelSize size =
        PictureHeader.size(file)
            .orElseThrow(
                () ->
                    new UnusableImageException(
                        RejectReason.BROKEN, "expected a size in its header, found none"));
    if (options.maxPixels().isPresent() && size.pixels() > options.maxPixels().getAsLong()) {
      throw new UnusableImageException(
          RejectReason.TOO_LARGE,
          "expected at most %d pixels, found %s".formatted(options.maxPixels().getAsLong(), size));
    }
  }

  private static ImageRecord.Format format(byte[] file) throws UnusableImageException {
    if (file.length == 0) {
      throw new UnusableImageException(RejectReason.EMPTY, "expected an image, found 0 bytes");
    }
    PictureFormat found =
        PictureFormat.of(file)
            .orElseThrow(
                () ->
                    new UnusableImageException(
                        RejectReason.NOT_AN_IMAGE,
                        "expected a JPEG or PNG, found bytes of no picture format we know"));
    ImageRecord.Format format =
        found
            .recordFormat()
            .orElseThrow(
                () ->
                    new UnusableImageException(
                        RejectReason.UNSUPPORTED_FORMAT,
                        "expected JPEG or PNG, found " + found + "; convert it"));
    if (format == ImageRecord.Format.PNG && Bytes.indexOf(file, PNG_END) < 0) {
      throw new UnusableImageException(
          RejectReason.TRUNCATED, "expected an IEND chunk, found none");
    }
    return format;
  }

  private static boolean isCmyk(byte[] jpeg) throws UnusableImageException {
    JpegMarkers markers = JpegMarkers.of(jpeg);
    if (!markers.hasEnd()) {
      throw new UnusableImageException(
          RejectReason.TRUNCATED, "expected an end-of-image marker, found none");
    }
    return markers.components() == CMYK_COMPONENTS;
  }

  /** What became of a source image. */
  sealed interface Prepared {
    /** The file it came from. */
    SourceImage image();

    /**
     * It goes into a shard.
     *
     * @param example the record
     * @param repairs what was repaired in this image
     */
    record Accepted(SourceImage image, Example example, Repairs repairs) implements Prepared {}

    /** It is left out. */
    record Rejected(SourceImage image, Rejection rejection) implements Prepared {}
  }
}
