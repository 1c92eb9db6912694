package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration as YAML: key {@code job}, which a writer may leave out, then those of the record.
 *
 * @param <C> the configuration of one job
 */
public final class ConfigYaml<C extends TrainingConfig> {
  /** Of pre-training. */
  public static final ConfigYaml<PretrainConfig> PRETRAIN =
      new ConfigYaml<>(new ConfigLoader<>(Job.PRETRAIN, PretrainConfig.class));

  /** Of segmentation. */
  public static final ConfigYaml<SegmentConfig> SEGMENT =
      new ConfigYaml<>(new ConfigLoader<>(Job.SEGMENT, SegmentConfig.class));

  /** Of supervised segmentation. */
  public static final ConfigYaml<FinetuneConfig> FINETUNE =
      new ConfigYaml<>(new ConfigLoader<>(Job.FINETUNE, FinetuneConfig.class));

  /** First line of a file that {@link #writeFile} made. */
  private static final String FIRST_LINE =
      "# The effective configuration of this run, down to the line that says end; --preset takes it"
          + " too.";

  private static final String LAST_LINE = "# end";

  private final ConfigLoader<C> loader;

  private ConfigYaml(ConfigLoader<C> loader) {
    this.loader = loader;
  }

  /** Of a job. */
  public static ConfigYaml<? extends TrainingConfig> of(Job job) {
    return switch (job) {
      case PRETRAIN -> PRETRAIN;
      case SEGMENT -> SEGMENT;
      case FINETUNE -> FINETUNE;
    };
  }

  /** The whole configuration; {@link #parse} reads it back to an equal record. */
  public static String write(TrainingConfig config) {
    return switch (config.job()) {
      case PRETRAIN -> PRETRAIN.loader.write((PretrainConfig) config);
      case SEGMENT -> SEGMENT.loader.write((SegmentConfig) config);
      case FINETUNE -> FINETUNE.loader.write((FinetuneConfig) config);
    };
  }

  /** As {@link #write}, with a comment for each key: what it means, its unit and its range. */
  public static String explain(TrainingConfig config) {
    return switch (config.job()) {
      case PRETRAIN -> PRETRAIN.loader.explain((PretrainConfig) config);
      case SEGMENT -> SEGMENT.loader.explain((SegmentConfig) config);
      case FINETUNE -> FINETUNE.loader.explain((FinetuneConfig) config);
    };
  }

  /** All keys in order, with the configuration's values. */
  public static ImmutableList<ConfigKey> keys(TrainingConfig config) {
    return switch (config.job()) {
      case PRETRAIN -> PRETRAIN.loader.keys((PretrainConfig) config);
      case SEGMENT -> SEGMENT.loader.keys((SegmentConfig) config);
      case FINETUNE -> FINETUNE.loader.keys((FinetuneConfig) config);
    };
  }

  /** As {@link #write}, between a first and a last line by which a file that is cut is known. */
  public static String writeFile(TrainingConfig config) {
    return FIRST_LINE + "\n" + write(config) + LAST_LINE + "\n";
  }

  /**
   * Reads a file of whatever job.
   *
   * @throws IllegalArgumentException if it is wrong
   * @throws UncheckedIOException if it cannot be read
   */
  public static TrainingConfig readAny(Path file) {
    String yaml = text(file);
    Job job = ConfigLoader.job(yaml, file.toString()).orElse(Job.PRETRAIN);
    return of(job).parse(yaml, file.toString(), List.of());
  }

  /**
   * Reads a file.
   *
   * @param overrides {@code key=value} each, the last of a key wins; values are YAML
   * @throws IllegalArgumentException if the file or an override is wrong, or the file is another
   *     job's
   * @throws UncheckedIOException if the file cannot be read
   */
  public C read(Path file, List<String> overrides) {
    return parse(text(file), file.toString(), overrides);
  }

  /**
   * As {@link #parse}, of a text that holds only what differs from a preset.
   *
   * @param preset the preset's text
   */
  C parseOver(String preset, String yaml, String origin, List<String> overrides) {
    return loader.loadOver(preset, yaml, origin, overrides);
  }

  /**
   * The text of a file.
   *
   * @throws IllegalArgumentException if it is a run's configuration and cut off
   * @throws UncheckedIOException if it cannot be read
   */
  static String text(Path file) {
    try {
      String text = Files.readString(file);
      checkArgument(
          !text.startsWith(FIRST_LINE) || text.lines().anyMatch(LAST_LINE::equals),
          "%s is cut off: its last line should be \"%s\"; put a whole copy in its place, such as"
              + " assets.extra/config.yaml of a model that was exported from the run",
          file,
          LAST_LINE);
      return text;
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
  public C parse(String yaml, String origin, List<String> overrides) {
    return loader.load(yaml, origin, overrides);
  }
}
