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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.commons.text.similarity.LevenshteinDistance;

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
   * A configuration by the name of a preset or the path of a YAML file, with overrides.
   *
   * @param preset one of {@link #names}, or a path that ends in {@code .yaml} or {@code .yml}
   * @param overrides {@code key=value} each, the last of a key wins; values are YAML
   * @throws IllegalArgumentException if there is no such preset or file, or something in it is
   *     wrong
   */
  public C load(String preset, List<String> overrides) {
    if (names.contains(preset)) {
      return load(
          "preset " + preset,
          given -> yaml.parse(text(preset), "preset " + preset, given),
          overrides);
    }
    if (!preset.endsWith(".yaml") && !preset.endsWith(".yml")) {
      throw new IllegalArgumentException(
          "no preset \"%s\" for densesiam %s; did you mean \"%s\"? There are %s, and any file *.yaml"
              .formatted(preset, job.toString(), nearest(preset), String.join(", ", names)));
    }
    Path file = Path.of(preset);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "no preset file " + file + "; a run's own config.yaml can serve as one");
    }
    return load(preset, given -> yaml.read(file, given), overrides);
  }

  private C load(String origin, Function<List<String>, C> read, List<String> overrides) {
    return change
        .map(how -> how.apply(read.apply(ImmutableList.of())))
        .map(changed -> yaml.parse(ConfigYaml.write(changed), origin, overrides))
        .orElseGet(() -> read.apply(overrides));
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

  private String nearest(String preset) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return names.stream()
        .min(Comparator.comparing(name -> distance.apply(preset, name)))
        .orElseThrow();
  }
}
