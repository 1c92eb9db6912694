package org.densesiam.trainer.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.densesiam.trainer.run.HeldOutResult;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam pretrain}: shards in, a run directory with a trained backbone out. */
@Command(
    name = "pretrain",
    description = "Learns a backbone from shards of images, without labels.",
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam pretrain --preset laptop --data shards/train \\",
      "      --eval-data shards/val --run runs/first --set run.epochs=20"
    })
final class PretrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "quickstart, laptop, imagenet-resnet50, or a *.yaml file (default: ${DEFAULT-VALUE}).",
      defaultValue = "laptop")
  private String preset;

  @Option(
      names = "--eval-data",
      paramLabel = "SHARDS",
      description = "Images that are not trained on, to measure before, in between and after.")
  private @Nullable String evalData;

  @Mixin private RunOptions options;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    ProgressDisplay display = progress.display();
    TrainingRun pretraining = prepare(display);
    RunDirectory directory = pretraining.directory();
    return options.train(
        pretraining,
        display,
        () ->
            HeldOutResult.read(directory.heldOutFile())
                .ifPresent(result -> HeldOutTable.print(result, spec.commandLine().getOut())));
  }

  private TrainingRun prepare(ProgressDisplay display) {
    RunOrder<PretrainConfig> order =
        options.order(Presets.PRETRAIN, ConfigYaml.PRETRAIN, preset, Optional.ofNullable(evalData));
    try (ScanDisplay scan = new ScanDisplay(display)) {
      return TrainingRun.prepare(order, scan);
    }
  }
}
