package org.densesiam.export.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.densesiam.data.picture.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RgbImageTest {
  @ParameterizedTest(name = "BufferedImage type {0}")
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED,
      })
  void of_picture_isWhatItsPngDecodesTo(int type) throws IOException {
    assertThatPngIsThePicture(noise(new BufferedImage(13, 7, type)));
  }

  @Test
  void of_greyWithAlpha_isWhatItsPngDecodesTo() throws IOException {
    assertThatPngIsThePicture(of(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE));
  }

  @Test
  void of_16BitColours_isWhatTheirPngDecodesTo() throws IOException {
    assertThatPngIsThePicture(of(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT));
    assertThatPngIsThePicture(of(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_USHORT));
  }

  @Test
  void of_indexedWithTransparency_hasTheColoursOfItsPalette() throws IOException {
    IndexColorModel palette =
        new IndexColorModel(
            8,
            3,
            new int[] {0xFF0A141E, 0x00C8D2DC, 0x80646E78},
            0,
            true,
            -1,
            DataBuffer.TYPE_BYTE);
    BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int i = 0; i < 3; i++) {
      picture.getRaster().setSample(i, 0, 0, i);
    }

    assertThat(RgbImage.of(picture).rgb())
        .isEqualTo(bytes(10, 20, 30, 200, 210, 220, 100, 110, 120));
    assertThatPngIsThePicture(picture);
  }

  @Test
  void of_grey_isAsItIsStored() {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(0, 0, 0, 77);
    picture.getRaster().setSample(1, 0, 0, 200);

    assertThat(RgbImage.of(picture).rgb()).isEqualTo(bytes(77, 77, 77, 200, 200, 200));
  }

  @Test
  void of_premultipliedAlpha_isTheColourItself() {
    BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR_PRE);
    picture.getRaster().setPixel(0, 0, new int[] {50, 25, 0, 51}); // a fifth of it is there

    assertThat(RgbImage.of(picture).rgb()).isEqualTo(bytes(250, 125, 0));
  }

  @Test
  void of_partOfAPicture_isThatPart() {
    BufferedImage picture = noise(new BufferedImage(9, 8, BufferedImage.TYPE_3BYTE_BGR));
    byte[] part = RgbImage.of(picture.getSubimage(4, 3, 2, 1)).rgb();

    assertThat(part).hasSize(6);
    assertThat(part[3] & 255).isEqualTo(picture.getRGB(5, 3) >> 16 & 255);
  }

  private static void assertThatPngIsThePicture(BufferedImage picture) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, "png", png)).isTrue();
    try (ImageCodec codec = new ImageCodec()) {
      byte[] decoded = codec.decode(png.toByteArray()).rgb();
      assertThat(RgbImage.of(picture).rgb()).as("drawn").isEqualTo(decoded);
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
      assertThat(RgbImage.of(read).rgb()).as("read by ImageIO").isEqualTo(decoded);
    }
  }

  private static BufferedImage of(int space, boolean alpha, int type) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            type);
    return noise(
        new BufferedImage(model, model.createCompatibleWritableRaster(13, 7), false, null));
  }

  /** Random samples, past the colour model. */
  private static BufferedImage noise(BufferedImage picture) {
    Random random = new Random(3);
    int bands = picture.getRaster().getNumBands();
    for (int band = 0; band < bands; band++) {
      int bits = picture.getSampleModel().getSampleSize(band);
      for (int i = 0; i < picture.getWidth() * picture.getHeight(); i++) {
        picture
            .getRaster()
            .setSample(
                i % picture.getWidth(), i / picture.getWidth(), band, random.nextInt(1 << bits));
      }
    }
    return picture;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void turned_aQuarter_swapsSidesAndKeepsPixelsTogether() {
    RgbImage stored = RgbImage.of(1, 2, new byte[] {1, 2, 3, 4, 5, 6});

    RgbImage shown = stored.turned(Orientation.TURNED_270); // anticlockwise: the right goes up

    assertThat(shown.heightPx()).isEqualTo(2);
    assertThat(shown.widthPx()).isEqualTo(1);
    assertThat(shown.rgb()).containsExactly(4, 5, 6, 1, 2, 3);
    assertThat(stored.turned(Orientation.UPRIGHT)).isSameAs(stored);
  }
}
