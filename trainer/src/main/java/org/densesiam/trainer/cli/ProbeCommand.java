package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.base.Enums;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.DenseSiamConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.probe.FrozenNetwork;
import org.densesiam.trainer.probe.Probe;
import org.densesiam.trainer.probe.ProbeFiles;
import org.densesiam.trainer.probe.ProbeOrder;
import org.densesiam.trainer.probe.ProbeResult;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.WeightSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code densesiam probe}: see {@link Probe}. */
@Command(
    name = "probe",
    description = {
      "Tells how good the features of a run are.",
      "Freezes its backbone, learns something small on top from --data, and scores that on"
          + " --eval-data.",
      "linear-seg: a 1x1 convolution on pixels' labels, mIoU. kmeans: clusters of points, without"
          + " labels, matched to classes, mIoU. linear: a classifier of whole images, top-1 and"
          + " top-5. knn: a vote of the 200 nearest images, T = 0.1, top-1 and top-5."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam probe --run runs/first --data shards/train --eval-data shards/val \\",
      "      --task linear-seg",
      "  densesiam probe --run runs/first --data shards/train --eval-data shards/val \\",
      "      --task knn --random-weights"
    })
final class ProbeCommand implements Callable<Integer> {
  private static final int SIZE_STEP_PX = 32;
  private static final int DEFAULT_STAGE = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the run; its newest checkpoint is probed.")
  private Path run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "SHARDS",
      description = "What to learn from, imported with labels (for kmeans without them, too).")
  private String data;

  @Option(
      names = "--eval-data",
      required = true,
      paramLabel = "SHARDS",
      description = "What to score on, imported with labels of the same classes.")
  private String evaluationData;

  @Option(
      names = "--task",
      required = true,
      paramLabel = "TASK",
      converter = TaskConverter.class,
      description = "linear-seg, kmeans, linear or knn.")
  private ProbeOrder.Task task;

  @ArgGroup private @Nullable OtherWeights other;

  @Option(
      names = "--stage",
      paramLabel = "N",
      description =
          "The stage, 2 to 5 at stride 4 to 32, whose output linear-seg and kmeans see. Default:"
              + " that of the run's dense losses, or 4.")
  private @Nullable Integer stage;

  @Option(
      names = "--size",
      paramLabel = "PX",
      description =
          "The shorter side is resized to this, and the middle square is used; a multiple of 32."
              + " Default: that of the run's views, rounded up.")
  private @Nullable Integer sizePx;

  @Option(
      names = "--clusters",
      paramLabel = "K",
      description = "Clusters of kmeans. Default: as many as classes.")
  private @Nullable Integer clusters;

  @Option(names = "--seed", paramLabel = "N", description = "Of all that is drawn. Default: 0.")
  private long seed;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where to write figures and pictures. Default: below the run's probes/.")
  private @Nullable Path to;

  @Mixin private JsonOption json;

  @Mixin private ProgressOptions progress;

  /** What to probe in the place of the run's own weights. */
  static final class OtherWeights {
    @Option(
        names = "--random-weights",
        description =
            "Probe the run's network before it learned anything, its batch norms' statistics taken"
                + " from --data.")
    private boolean random;

    @Option(
        names = "--backbone",
        paramLabel = "WEIGHTS",
        description =
            "Probe these weights: a run, a checkpoint, or a .safetensors file under torchvision's"
                + " names, of the run's architecture.")
    private @Nullable Path backbone;
  }

  @Override
  public Integer call() {
    RunDirectory directory = RunDirectory.open(run);
    TrainingConfig config = directory.config();
    ProbeOrder order = order(config);
    Probe probe =
        new Probe(order, ShardSet.open(data), ShardSet.open(evaluationData), progress.display());
    Path folder = to == null ? directory.path().resolve("probes").resolve(name(order)) : to;
    try (FrozenNetwork network = network(config, order)) {
      ProbeResult result = probe.run(network);
      ProbeFiles.write(result, folder);
      PrintWriter out = spec.commandLine().getOut();
      json.show(result, out, () -> new ProbeTable(result, folder).print(out));
    }
    return ExitCode.DONE;
  }

  private ProbeOrder order(TrainingConfig config) {
    int trained =
        config.model() instanceof DenseSiamConfig model ? model.denseStage() : DEFAULT_STAGE;
    return new ProbeOrder(
        task,
        stage == null ? trained : stage,
        sizePx == null ? viewSizePx(config) : sizePx,
        clusters == null ? OptionalInt.empty() : OptionalInt.of(clusters),
        other != null && other.random,
        seed);
  }

  /** The size of the run's views, rounded up to a multiple of 32 px. */
  static int viewSizePx(TrainingConfig config) {
    return (config.viewPx() + SIZE_STEP_PX - 1) / SIZE_STEP_PX * SIZE_STEP_PX;
  }

  private FrozenNetwork network(TrainingConfig config, ProbeOrder order) {
    if (order.randomWeights()) {
      return FrozenNetwork.random(config, seed, order.stage());
    }
    Path weights = other == null || other.backbone == null ? run : other.backbone;
    return FrozenNetwork.trained(config, WeightSource.at(weights).backbone(), order.stage());
  }

  private String name(ProbeOrder order) {
    checkArgument(
        other == null || other.backbone == null,
        "--to is needed with --backbone, so that figures of other weights are not taken for the"
            + " run's");
    return task.toString()
        + (order.randomWeights() ? "-random" : "")
        + (seed == 0 ? "" : "-seed-" + seed);
  }

  /** {@code linear-seg} to {@link ProbeOrder.Task#LINEAR_SEG}, and so on. */
  static final class TaskConverter implements ITypeConverter<ProbeOrder.Task> {
    @Override
    public ProbeOrder.Task convert(String text) {
      return Enums.getIfPresent(ProbeOrder.Task.class, Ascii.toUpperCase(text).replace('-', '_'))
          .toJavaUtil()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of %s, but was '%s'"
                          .formatted(
                              Arrays.stream(ProbeOrder.Task.values())
                                  .map(ProbeOrder.Task::toString)
                                  .collect(Collectors.joining(", ")),
                              text)));
    }
  }
}
