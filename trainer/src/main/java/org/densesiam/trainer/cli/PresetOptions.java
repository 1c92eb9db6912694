package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.TrainingConfig;
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
      description = "Preset or YAML file. Default: ${DEFAULT-VALUE}.")
  private String preset;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Changes one value of the preset, such as colour.blurProbability=0;"
              + " model.region.weight=0 leaves a loss out.")
  private List<String> overrides = ImmutableList.of();

  /** As given on the command line. */
  String preset() {
    return preset;
  }

  /** {@code key=value} each, as given on the command line. */
  ImmutableList<String> overrides() {
    return ImmutableList.copyOf(overrides);
  }

  /**
   * The preset with its overrides.
   *
   * @throws IllegalArgumentException if there is no such preset, or something in it is wrong
   */
  TrainingConfig load() {
    return Presets.of(job).load(preset, overrides);
  }
}
