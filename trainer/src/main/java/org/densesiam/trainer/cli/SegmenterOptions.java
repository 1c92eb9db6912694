package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that train a segmenter have in common; add them by {@code @Mixin}. */
final class SegmenterOptions {
  private static final String NONE = "none";

  @Option(
      names = "--eval-data",
      paramLabel = "SHARDS",
      description =
          "Labelled images that are not trained on, to judge by before, in between and after.")
  private @Nullable String evalData;

  @Option(
      names = "--init",
      paramLabel = "WEIGHTS",
      defaultValue = NONE,
      description =
          "What the network starts from: a run (segment takes the backbone alone), one checkpoint's"
              + " folder, a .safetensors file under torchvision's names, or none: random (default:"
              + " ${DEFAULT-VALUE}).")
  private String init;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Runs N seeds, run.seed and those after it, below --run, and reports mean and standard"
              + " deviation; of finetune --label-seed and those after it, too. Stopped, it goes on"
              + " when started again.")
  private int repeat;

  Optional<String> evalData() {
    return Optional.ofNullable(evalData);
  }

  /** Weights to start from; empty for random ones. */
  Optional<Path> init() {
    return init.equals(NONE) ? Optional.empty() : Optional.of(Path.of(init));
  }

  /**
   * How many seeds, at least 1.
   *
   * @throws IllegalArgumentException if it is less
   */
  int repeat() {
    checkArgument(repeat >= 1, "--repeat must be at least 1: %s", repeat);
    return repeat;
  }
}
