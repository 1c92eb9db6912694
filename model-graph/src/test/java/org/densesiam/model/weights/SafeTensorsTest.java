package org.densesiam.model.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class SafeTensorsTest {
  private static final String F32_PAIR =
      "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  @TempDir private Path folder;

  @Test
  void write_thenOpen_givesBitsNamesOrderAndTextsBack() {
    FloatArray odd =
        FloatArray.of(
            Shape.of(2, 2), -0f, Float.MIN_VALUE, Float.intBitsToFloat(0x7f800001), 1e38f);
    ArrayMap arrays =
        new ArrayMap(
            "memory",
            ImmutableMap.of(
                "z.weight",
                odd,
                "a \"b\"",
                FloatArray.of(Shape.scalar(), 3),
                "none",
                FloatArray.of(Shape.of(0, 5))));
    Path file = folder.resolve("new").resolve("weights.safetensors");

    SafeTensors.write(file, arrays, ImmutableMap.of("format", "pt"));
    SafeTensors read = SafeTensors.open(file);

    assertThat(read.shapes().keySet()).containsExactly("z.weight", "a \"b\"", "none");
    assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
    for (String name : arrays.shapes().keySet()) {
      assertThat(read.get(name)).as(name).isEqualTo(arrays.get(name));
    }
    assertThat(Float.floatToRawIntBits(read.get("z.weight").values().get(2)))
        .as("bits of a signalling NaN")
        .isEqualTo(0x7f800001);
  }

  @Test
  void write_sameArrays_sameBytes() throws IOException {
    ArrayMap arrays =
        new ArrayMap("memory", ImmutableMap.of("a", FloatArray.of(Shape.of(2), 1, 2)));

    SafeTensors.write(folder.resolve("1"), arrays, ImmutableMap.of());
    SafeTensors.write(folder.resolve("2"), arrays, ImmutableMap.of());

    assertThat(folder.resolve("1")).hasSameBinaryContentAs(folder.resolve("2"));
    byte[] bytes = Files.readAllBytes(folder.resolve("1"));
    assertThat(bytes.length % 8).as("header padded, two floats").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "F64, 3ff8000000000000, 1.5",
    "F64, 7fefffffffffffff, Infinity",
    "BF16, 3fc0, 1.5",
    "BF16, c000, -2",
    "F16, 3e00, 1.5",
    "F16, c000, -2",
    "F16, 0001, 5.9604645E-8",
    "F16, 03ff, 6.097555E-5",
    "F16, 7bff, 65504",
    "F16, 8000, -0.0",
    "F16, fc00, -Infinity",
    "F16, 7e00, NaN"
  })
  void get_ofAnotherFloatType_isItsValue(String dtype, String bits, float expected)
      throws IOException {
    byte[] bigEndian = BaseEncoding.base16().lowerCase().decode(bits);
    byte[] number = bigEndian.clone();
    Bytes.reverse(number);
    String header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":[],\"data_offsets\":[0,%d]}}"
            .formatted(dtype, number.length);

    assertThat(open(header, number).get("x").toArray()).containsExactly(expected);
  }

  @Test
  void get_ofIntegers_namesVariableAndType() throws IOException {
    SafeTensors file =
        open("{\"q.weight\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}", new byte[2]);

    assertThatThrownBy(() -> file.get("q.weight"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "variable \"q.weight\" is of type I8; weights are read as F32, F16, BF16 or F64");
  }

  @Test
  void bytes_areThoseOfU8() throws IOException {
    SafeTensors file =
        open(
            "{\"flip\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}",
            new byte[] {1, 0, 1});

    assertThat(file.bytes("flip")).containsExactly(1, 0, 1);
  }

  @Test
  void open_noFile_saysSo() {
    assertRefused(
        folder.resolve("none.safetensors"), "no file " + folder.resolve("none.safetensors"));
  }

  @Test
  void open_fewBytes_isNotSafetensors() throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[5]);
    assertRefused(file, file + " is not a safetensors file: it has 5 bytes");
  }

  @Test
  void open_headerLongerThanTheFile_isCut() throws IOException {
    Path file = Files.write(folder.resolve("x"), Bytes.concat(length(400), new byte[100]));
    assertRefused(
        file,
        file
            + " is cut: its header should have 400 bytes, but only 100 follow; copy it again"
            + " from where it came from");
  }

  @Test
  void open_absurdHeaderLength_isNotSafetensors() throws IOException {
    Path file = Files.write(folder.resolve("x"), "<!DOCTYPE html><html>".getBytes(UTF_8));
    assertThatThrownBy(() -> SafeTensors.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a safetensors file: by its first 8 bytes its header has");
  }

  @Test
  void open_whatTorchSaveWrites_saysHowToConvert() throws IOException {
    Path file = Files.write(folder.resolve("x.pth"), "PK\3\4 and so on".getBytes(UTF_8));
    assertThatThrownBy(() -> SafeTensors.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("looks like one of torch.save")
        .hasMessageContaining("save_file");
  }

  @Test
  void open_headerThatIsNotJson_isNotSafetensors() {
    assertThatThrownBy(() -> open("{\"a\":", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a safetensors file: its header is not JSON: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                        | its header is no object",
        "{\"a\":7}                                                 | its header says of \"a\": 7",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | its header says of \"a\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}    | its header says of \"a\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}  | ends at byte 0, before it begins at 8",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}  | of type F32 and shape [3] cannot have 8 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}} | has shape [4611686018427387904,4]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}} | is cut: variable \"a\" should end at byte 16 of the numbers, of which there are 8; copy it again from where it came from",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}  | 4 bytes before variable \"a\" belong to none",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  | 4 bytes at its end belong to no variable",
        "{" + F32_PAIR + "," + F32_PAIR + "}                       | Duplicate field 'a'",
        "{"
            + F32_PAIR
            + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | variable \"b\" begins at byte 4 of the numbers and overlaps \"a\", which ends at 8"
      })
  void open_headerThatDoesNotFit_saysWhere(String header, String sentence) {
    assertThatThrownBy(() -> open(header, new byte[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private void assertRefused(Path file, String sentence) {
    assertThatThrownBy(() -> SafeTensors.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  private SafeTensors open(String header, byte[] numbers) throws IOException {
    byte[] json = header.getBytes(UTF_8);
    Path file = folder.resolve("hand-made.safetensors");
    Files.write(file, Bytes.concat(length(json.length), json, numbers));
    return SafeTensors.open(file);
  }

  private static byte[] length(long bytes) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes).array();
  }
}
