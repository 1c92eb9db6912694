package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ByteSizeConverterTest {
  private final ByteSizeConverter converter = new ByteSizeConverter();

  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "10B, 10",
    "128MB, 128000000",
    "128 mb, 128000000",
    "128MiB, 134217728",
    "1.5GiB, 1610612736",
    "2kb, 2000",
  })
  void convert_numberAndUnit_isBytes(String text, long bytes) {
    assertThat(converter.convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-1MB", "12 M", "1,5GB", "1e6", "9999999999999"})
  void convert_anythingElse_saysWhatIsExpected(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("expected a number of bytes, such as 128MB or 1GiB, but was '" + text + "'");
  }

  @Test
  void format_hasOneDecimalOfTheLargestUnit() {
    assertThat(ByteSizeConverter.format(999)).isEqualTo("999 bytes");
    assertThat(ByteSizeConverter.format(1_000)).isEqualTo("1.0 kB");
    assertThat(ByteSizeConverter.format(50_364_028)).isEqualTo("50.4 MB");
    assertThat(ByteSizeConverter.format(147_000_000_000L)).isEqualTo("147.0 GB");
  }
}
