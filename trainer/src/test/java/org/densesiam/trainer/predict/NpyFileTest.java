package org.densesiam.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class NpyFileTest {
  @Test
  void encode_isWhatNumpyWrites() {
    byte[] file = NpyFile.encode(new float[] {1, 2, 3, 4, 5, -0.5F}, 2, 3);
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    // numpy 2.0.2: np.save(f, np.array([[1, 2, 3], [4, 5, -0.5]], '<f4')), but for its "(2, 3)".
    assertThat(new String(file, 0, 6, StandardCharsets.ISO_8859_1)).isEqualTo("\u0093NUMPY");
    assertThat(bytes.getShort(6)).as("version 1.0").isEqualTo((short) 1);
    assertThat(bytes.getShort(8)).as("header, so that data begin at 128").isEqualTo((short) 118);
    assertThat(new String(file, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3,), }")
        .endsWith(" \n");
    assertThat(bytes.getFloat(128)).isEqualTo(1);
    assertThat(bytes.getFloat(128 + 5 * 4)).isEqualTo(-0.5F);
    assertThat(file).hasSize(128 + 6 * 4);
  }

  @Test
  void encode_vectorAndScalar_areTuplesToo() {
    assertThat(new String(NpyFile.encode(new float[1], 1), 10, 70, StandardCharsets.US_ASCII))
        .contains("'shape': (1,), }");
    assertThat(new String(NpyFile.encode(new float[1]), 10, 70, StandardCharsets.US_ASCII))
        .contains("'shape': (), }");
  }

  @Test
  void encode_wrongNumberOfValues_isRefused() {
    assertThatThrownBy(() -> NpyFile.encode(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an array of shape [2, 3] has 6 numbers, found 5");
  }
}
