package org.densesiam.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureHeaderTest {
  private static final PixelSize SIZE = new PixelSize(30, 70);

  private static final int JFIF_END = 2 + 2 + 16; // start of image, then APP0 of 16 bytes

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
  void size_whatCanBeDecoded_isItsSize(String format) throws IOException {
    byte[] picture = picture(format);

    assertThat(PictureHeader.size(picture)).hasValue(SIZE);
    assertThat(PictureHeader.size(Files.write(folder.resolve("a"), picture))).hasValue(SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
  void size_cutHeader_isNone(String format) throws IOException {
    assertThat(PictureHeader.size(Arrays.copyOf(picture(format), 10))).isEmpty();
  }

  @Test
  void size_bytesBetweenSegments_areSkippedAsLibjpegDoes() throws IOException {
    byte[] jpeg = picture("jpg");
    byte[] odd =
        Bytes.concat(
            Arrays.copyOf(jpeg, JFIF_END),
            new byte[] {1, 2, (byte) 0xff, 0, 3},
            Arrays.copyOfRange(jpeg, JFIF_END, jpeg.length));

    assertThat(PictureHeader.size(odd)).hasValue(SIZE);
    assertThat(JpegMarkers.of(odd).hasEnd()).isTrue();
  }

  @Test
  void size_noPicture_isNone() {
    assertThat(PictureHeader.size(new byte[0])).isEmpty();
    assertThat(PictureHeader.size(new byte[100])).isEmpty();
    assertThat(PictureHeader.size(folder)).isEmpty();
  }

  private static byte[] picture(String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage image =
        new BufferedImage(SIZE.widthPx(), SIZE.heightPx(), BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}
