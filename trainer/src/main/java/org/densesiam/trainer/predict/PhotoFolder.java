package org.densesiam.trainer.predict;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageFile;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.SourceImage;
import org.densesiam.export.image.InputSize;
import org.densesiam.export.image.RgbImage;

/** The images of a folder and of those below it. */
final class PhotoFolder {
  private final FolderSource source;
  private final ImmutableMultiset<String> stems;

  private PhotoFolder(FolderSource source) {
    this.source = source;
    this.stems =
        source.images().stream()
            .map(image -> stem(image.name()))
            .collect(ImmutableMultiset.toImmutableMultiset());
  }

  /**
   * Lists a folder.
   *
   * @param out where results go
   * @throws IllegalArgumentException if there is no image, or if {@code out} is in the folder:
   *     pictures of results would be taken for images the next time
   */
  static PhotoFolder open(Path folder, Path out) {
    checkArgument(
        !absolute(out).startsWith(absolute(folder)),
        "results in %s would lie among the images of %s; give another folder",
        out,
        folder);
    return new PhotoFolder(FolderSource.open(folder, ImageSource.Layout.FOLDER));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  ImmutableList<SourceImage> images() {
    return source.images();
  }

  /**
   * Reads and decodes one image.
   *
   * @throws IOException if it cannot be read or decoded
   */
  Photo read(SourceImage image, PhotoDecoder decoder, int shortSidePx) throws IOException {
    byte[] file = ImageFile.read(source, image);
    if (file.length == 0) {
      throw new IOException("the file is empty");
    }
    try (PixelBudget.Share share = decoder.budget().take(decoder.size(file).pixels())) {
      RgbImage decoded = decoder.decode(file);
      InputSize size = InputSize.of(decoded, shortSidePx);
      return new Photo(
          resultName(image),
          new Photo.EncodedFile(file),
          decoded.heightPx(),
          decoded.widthPx(),
          decoder.resize(decoded, size.heightPx(), size.widthPx()));
    }
  }

  /** The name without its extension, unless {@code a.jpg} and {@code a.png} are both there. */
  String resultName(SourceImage image) {
    String stem = stem(image.name());
    return stems.count(stem) == 1 ? stem : image.name();
  }

  private static String stem(String name) {
    String extension = MoreFiles.getFileExtension(Path.of(name));
    return name.substring(0, name.length() - extension.length() - (extension.isEmpty() ? 0 : 1));
  }

  /**
   * An image on its way through a model.
   *
   * @param stem relative name of what is written for it, without a suffix
   * @param file the encoded image: a decoded one is ten times as large, and is only needed again to
   *     draw on
   * @param heightPx of the image as it is shown
   * @param widthPx of the image as it is shown
   * @param input what the model gets
   */
  record Photo(String stem, EncodedFile file, int heightPx, int widthPx, RgbImage input) {

    /** Bytes that are handed on, never compared. */
    static final class EncodedFile {
      private final byte[] bytes;

      EncodedFile(byte[] bytes) {
        this.bytes = bytes;
      }

      byte[] bytes() {
        return bytes;
      }
    }

    long pixels() {
      return (long) heightPx * widthPx;
    }

    InputSize inputSize() {
      return new InputSize(input.heightPx(), input.widthPx());
    }
  }
}
