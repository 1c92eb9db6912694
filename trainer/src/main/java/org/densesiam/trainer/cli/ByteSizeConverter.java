package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bytes as people write them: {@code 4096}, {@code 128MB} (of 1000), {@code 1.5GiB} (of 1024). */
final class ByteSizeConverter implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?([A-Za-z]*)");

  private static final ImmutableMap<String, Long> BYTES_BY_UNIT =
      ImmutableMap.<String, Long>builder()
          .put("", 1L)
          .put("b", 1L)
          .put("kb", 1_000L)
          .put("mb", 1_000_000L)
          .put("gb", 1_000_000_000L)
          .put("kib", 1L << 10)
          .put("mib", 1L << 20)
          .put("gib", 1L << 30)
          .buildOrThrow();

  @Override
  public Long convert(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a number of bytes, such as 128MB or 1GiB, but was '" + text + "'"));
  }

  /** {@code 12.3 MB}, of 1000. */
  static String format(long bytes) {
    checkArgument(bytes >= 0, "bytes must not be negative: %s", bytes);
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    double value = bytes / 1e3;
    String unit = "kB";
    if (bytes >= 1_000_000_000L) {
      value = bytes / 1e9;
      unit = "GB";
    } else if (bytes >= 1_000_000L) {
      value = bytes / 1e6;
      unit = "MB";
    }
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }

  private static Optional<Long> parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(BYTES_BY_UNIT.get(Ascii.toLowerCase(matcher.group(2))))
        .map(unit -> new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)))
        .map(BigDecimal::longValue);
  }
}
