package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentMethod;
import org.densesiam.trainer.config.TrainingConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The configuration of either job, for commands that serve both. */
final class PresetOptions {
  @Option(
      names = "--job",
      defaultValue = "pretrain",
      paramLabel = "JOB",
      description = "Whose presets: pretrain, segment or finetune. Default: ${DEFAULT-VALUE}.")
  private Job job;

  @Option(
      names = "--preset",
      defaultValue = "laptop",
      paramLabel = "P",
      description = "Preset, or a *.yaml file. Default: ${DEFAULT-VALUE}.")
  private String preset;

  @Mixin private KeyOptions keys;

  @Option(
      names = "--clusters",
      paramLabel = "K",
      description = "Clusters, with --job segment: --set model.categories.count=K.")
  private @Nullable Integer clusters;

  /** As given on the command line. */
  String preset() {
    return preset;
  }

  /** {@code key=value} each, as given on the command line. */
  ImmutableList<String> overrides() {
    return keys.overrides(clusters(Optional.ofNullable(clusters)));
  }

  /** {@code --batch-size}, if given. */
  Optional<Integer> batchSize() {
    return keys.batchSize();
  }

  /** {@code --size}, if given. */
  Optional<Integer> sizePx() {
    return keys.sizePx();
  }

  /** Option {@code --clusters}. */
  static KeyOptions.Shortcut clusters(Optional<Integer> count) {
    return new KeyOptions.Shortcut("--clusters", SegmentMethod.DENSESIAM.clustersKey(), count);
  }

  /**
   * The preset with its overrides.
   *
   * @throws IllegalArgumentException if there is no such preset, or something in it is wrong
   */
  TrainingConfig load() {
    return Presets.of(job).load(preset, overrides());
  }
}
