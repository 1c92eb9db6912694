package org.densesiam.data.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.densesiam.data.PrintableText;
import org.densesiam.data.shard.RejectReason;

/**
 * An image that was left out.
 *
 * @param file its name in the source, with {@code /}
 * @param reason why
 * @param detail expected and found, or what the decoder said
 */
public record Rejection(String file, RejectReason reason, String detail) {
  /** {@code rejected.tsv}: a header, then a line for each image left out, sorted by name. */
  static final String FILE_NAME = "rejected.tsv";

  private static final String HEADER = "file\treason\tdetail\n";

  static byte[] table(ImmutableList<Rejection> rejections) {
    return rejections.stream()
        .sorted(Comparator.comparing(Rejection::file))
        .map(
            rejection ->
                "%s\t%s\t%s\n"
                    .formatted(
                        PrintableText.ofName(rejection.file()),
                        rejection.reason(),
                        PrintableText.of(rejection.detail())))
        .collect(Collectors.joining("", HEADER, ""))
        .getBytes(UTF_8);
  }
}
