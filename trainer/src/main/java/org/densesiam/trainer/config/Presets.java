package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The configurations of a job that come along, each opening with its hardware, cost and result.
 *
 * @param <C> the job's configuration
 */
public final class Presets<C extends TrainingConfig> {
  /** Of pre-training. */
  public static final Presets<PretrainConfig> PRETRAIN =
      new Presets<>(
          Job.PRETRAIN,
          ConfigYaml.PRETRAIN,
          ImmutableList.of("quickstart", "laptop", "imagenet-resnet50"));

  /** Of segmentation. */
  public static final Presets<SegmentConfig> SEGMENT =
      new Presets<>(
          Job.SEGMENT,
          ConfigYaml.SEGMENT,
          ImmutableList.of("quickstart", "laptop", "coco-stuff-resnet18"));

  /** Of supervised segmentation. */
  public static final Presets<FinetuneConfig> FINETUNE =
      new Presets<>(
          Job.FINETUNE, ConfigYaml.FINETUNE, ImmutableList.of("quickstart", "laptop", "camvid"));

  private final Job job;
  private final ConfigYaml<C> yaml;
  private final ImmutableList<String> names;
  private final Optional<UnaryOperator<C>> change;

  private Presets(Job job, ConfigYaml<C> yaml, ImmutableList<String> names) {
    this(job, yaml, names, Optional.empty());
  }

  private Presets(
      Job job, ConfigYaml<C> yaml, ImmutableList<String> names, Optional<UnaryOperator<C>> change) {
    this.job = job;
    this.yaml = yaml;
    this.names = names;
    this.change = change;
  }

  /** The same presets, each changed before overrides, which may name the keys that it has then. */
  public Presets<C> changed(UnaryOperator<C> how) {
    return new Presets<>(job, yaml, names, Optional.of(how));
  }

  /** Those of a job. */
  public static Presets<? extends TrainingConfig> of(Job job) {
    return switch (job) {
      case PRETRAIN -> PRETRAIN;
      case SEGMENT -> SEGMENT;
      case FINETUNE -> FINETUNE;
    };
  }

  /** From small to large. */
  public ImmutableList<String> names() {
    return names;
  }

  /**
   * A configuration by the name of a preset or the path of a YAML file, with overrides. A file
   * holds every key, or {@code preset: NAME} and what differs from that preset.
   *
   * @param preset one of {@link #names}, or a path that ends in {@code .yaml} or {@code .yml}
   * @param overrides {@code key=value} each, the last of a key wins; values are YAML
   * @throws IllegalArgumentException if there is no such preset or file, or something in it is
   *     wrong
   */
  public C load(String preset, List<String> overrides) {
    return change
        .map(how -> how.apply(read(preset, ImmutableList.of())))
        .map(changed -> yaml.parse(ConfigYaml.write(changed), preset, overrides))
        .orElseGet(() -> read(preset, overrides));
  }

  private C read(String preset, List<String> overrides) {
    if (names.contains(preset)) {
      return yaml.parse(text(preset), "preset " + preset, overrides);
    }
    if (!isFile(preset)) {
      throw new IllegalArgumentException(unknown(preset) + ", and any file *.yaml");
    }
    String text = ConfigYaml.text(file(preset));
    return ConfigLoader.preset(text, preset)
        .map(base -> yaml.parseOver(base(base, preset), text, preset, overrides))
        .orElseGet(() -> yaml.parse(text, preset, overrides));
  }

  /**
   * Whether a user gave a key a value, by an override or in a file: a preset by name gives none.
   *
   * @param preset as for {@link #load}
   */
  public boolean isGiven(String key, String preset, List<String> overrides) {
    return overrides.stream().anyMatch(set -> set.strip().startsWith(key + "="))
        || (isFile(preset) && ConfigLoader.gives(ConfigYaml.text(file(preset)), preset, key));
  }

  private boolean isFile(String preset) {
    return !names.contains(preset) && (preset.endsWith(".yaml") || preset.endsWith(".yml"));
  }

  private static Path file(String preset) {
    Path file = Path.of(preset);
    checkArgument(
        Files.isRegularFile(file),
        "no preset file %s; a run's own config.yaml can serve as one",
        file);
    return file;
  }

  /** The text of the preset that a file says it differs from. */
  private String base(String name, String origin) {
    checkArgument(names.contains(name), "%s (in %s)", unknown(name), origin);
    return text(name);
  }

  private String unknown(String preset) {
    Optional<Job> other =
        Arrays.stream(Job.values()).filter(each -> of(each).names.contains(preset)).findFirst();
    return other
            .map(
                found ->
                    "%s is a preset of densesiam %s, not of densesiam %s"
                        .formatted(preset, found.toString(), job.toString()))
            .orElseGet(
                () ->
                    "no preset \"%s\" for densesiam %s%s"
                        .formatted(preset, job.toString(), suggestion(preset)))
        + (other.isPresent() ? "; there are " : " There are ")
        + String.join(", ", names);
  }

  /**
   * A preset as it is written, comments and all.
   *
   * @param name one of {@link #names}
   */
  public String text(String name) {
    URL resource = Resources.getResource("presets/" + job.toString() + "/" + name + ".yaml");
    try {
      return Resources.toString(resource, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read preset " + name + " from the jar", e);
    }
  }

  private String suggestion(String preset) {
    return Spelling.nearest(preset, names).map("; did you mean \"%s\"?"::formatted).orElse(".");
  }
}
