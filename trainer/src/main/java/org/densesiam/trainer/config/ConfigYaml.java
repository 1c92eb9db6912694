package org.densesiam.trainer.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@link PretrainConfig} as a YAML file. */
public final class ConfigYaml {
  private static final ConfigLoader<PretrainConfig> LOADER =
      new ConfigLoader<>(PretrainConfig.class);

  private ConfigYaml() {}

  /** The whole configuration; {@link #parse} reads it back to an equal record. */
  public static String write(PretrainConfig config) {
    return LOADER.write(config);
  }

  /**
   * Reads a file.
   *
   * @param overrides {@code key=value} each, the last of a key wins; values are YAML
   * @throws IllegalArgumentException if the file or an override is wrong
   * @throws UncheckedIOException if the file cannot be read
   */
  public static PretrainConfig read(Path file, List<String> overrides) {
    try {
      return parse(Files.readString(file), file.toString(), overrides);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the configuration " + file, e);
    }
  }

  /**
   * Reads a text.
   *
   * @param origin where it stands, for errors, such as {@code preset laptop}
   * @param overrides as for {@link #read}
   * @throws IllegalArgumentException if the text or an override is wrong
   */
  public static PretrainConfig parse(String yaml, String origin, List<String> overrides) {
    return LOADER.load(yaml, origin, overrides);
  }
}
