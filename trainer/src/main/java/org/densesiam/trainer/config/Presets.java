package org.densesiam.trainer.config;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The configurations that come along, each opening with its hardware, cost and result. */
public final class Presets {
  /** From small to large. */
  public static final ImmutableList<String> NAMES =
      ImmutableList.of("quickstart", "laptop", "imagenet-resnet50");

  private Presets() {}

  /**
   * A configuration by the name of a preset or the path of a YAML file, with overrides.
   *
   * @param preset one of {@link #NAMES}, or a path that ends in {@code .yaml} or {@code .yml}
   * @param overrides {@code key=value} each, the last of a key wins; values are YAML
   * @throws IllegalArgumentException if there is no such preset or file, or something in it is
   *     wrong
   */
  public static PretrainConfig load(String preset, List<String> overrides) {
    if (NAMES.contains(preset)) {
      return ConfigYaml.parse(text(preset), "preset " + preset, overrides);
    }
    if (!preset.endsWith(".yaml") && !preset.endsWith(".yml")) {
      throw new IllegalArgumentException(
          "no preset \"%s\"; did you mean \"%s\"? There are %s, and any file *.yaml"
              .formatted(preset, nearest(preset), String.join(", ", NAMES)));
    }
    Path file = Path.of(preset);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "no preset file " + file + "; a run's own config.yaml can serve as one");
    }
    return ConfigYaml.read(file, overrides);
  }

  /**
   * A preset as it is written, comments and all.
   *
   * @param name one of {@link #NAMES}
   */
  public static String text(String name) {
    URL resource = Resources.getResource("presets/" + name + ".yaml");
    try {
      return Resources.toString(resource, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read preset " + name + " from the jar", e);
    }
  }

  private static String nearest(String preset) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return NAMES.stream()
        .min(Comparator.comparing(name -> distance.apply(preset, name)))
        .orElseThrow();
  }
}
