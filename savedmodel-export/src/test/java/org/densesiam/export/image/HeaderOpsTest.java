package org.densesiam.export.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.densesiam.export.TestImages;
import org.densesiam.export.TestPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

final class HeaderOpsTest {
  private static final Graph GRAPH = new Graph();
  private static final Placeholder<TString> FILE =
      Ops.create(GRAPH).placeholder(TString.class, Placeholder.shape(Shape.scalar()));
  private static final Operand<TInt64> PIXELS = HeaderOps.pixels(Ops.create(GRAPH), FILE);
  private static final Session SESSION = new Session(GRAPH);

  @AfterAll
  static void close() {
    SESSION.close();
    GRAPH.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
  void pixels_ofEachFormat_areHeightTimesWidth(String format) {
    assertThat(pixels(TestImages.encode(TestImages.of(1, 301, 517).get(0), format)))
        .isEqualTo(301 * 517);
  }

  @Test
  void pixels_ofALargePng_areBeyondAnInt() {
    assertThat(pixels(TestPictures.pngHeader(100_000, 80_000))).isEqualTo(8_000_000_000L);
  }

  @Test
  void pixels_ofABmpWithItsRowsFromTheTop_arePositive() {
    byte[] bmp = TestImages.encode(TestImages.of(1, 20, 30).get(0), "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -20);
    assertThat(pixels(bmp)).isEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B", "GIF", "no picture at all", "no picture, and a longer one"})
  void pixels_ofNoPicture_areNone(String text) {
    assertThat(pixels(text.getBytes(StandardCharsets.UTF_8))).isZero();
  }

  @Test
  void pixels_ofATruncatedJpegHeader_failAsDecodingDoes() {
    byte[] jpeg = TestImages.encode(TestImages.of(1, 20, 30).get(0), "jpg");
    assertThatThrownBy(() -> pixels(Arrays.copyOf(jpeg, 40))).isInstanceOf(RuntimeException.class);
  }

  private static long pixels(byte[] file) {
    try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(file));
        Result result = SESSION.runner().feed(FILE, fed).fetch(PIXELS).run()) {
      return ((TInt64) result.get(0)).getLong();
    }
  }
}
