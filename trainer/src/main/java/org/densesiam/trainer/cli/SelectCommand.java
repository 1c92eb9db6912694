package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.machine.Program;
import org.densesiam.trainer.probe.FrozenNetwork;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.select.Photograph;
import org.densesiam.trainer.select.Selection;
import org.densesiam.trainer.select.SelectionFiles;
import org.densesiam.trainer.select.SelectionOrder;
import org.densesiam.trainer.select.SelectionResult;
import org.densesiam.trainer.weights.WeightSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam select}: see {@link Selection}. */
@Command(
    name = "select",
    description = {
      "Chooses the photographs to label first, the most diverse by a run's features.",
      "Each is the one least like all chosen before it (k-center greedy). The first N are the"
          + " choice of N. Labels are not needed, and nothing is drawn: the same choice every"
          + " time.",
      "Writes a list of their names, one a line, and beside it a contact sheet, a .png."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam select --run runs/first --data shards/train --count 40 \\",
      "      --to first-40.txt"
    })
final class SelectCommand implements Callable<Integer> {
  private static final int LAST_STAGE = 5;

  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "A run of pretrain, segment or finetune; its newest checkpoint is asked.")
  private Path run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "SHARDS",
      description = "What to choose from, imported with or without labels.")
  private String data;

  @Option(
      names = "--count",
      required = true,
      paramLabel = "N",
      description = "How many photographs to choose.")
  private int count;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "LIST",
      description =
          "The list, such as first-40.txt; it and its contact sheet must not be there already.")
  private Path to;

  @Option(
      names = "--backbone",
      paramLabel = "WEIGHTS",
      description =
          "Ask these weights in the place of the run's: a run, a checkpoint, or a .safetensors file"
              + " under torchvision's names, of the run's architecture.")
  private @Nullable Path backbone;

  @Option(
      names = "--size",
      paramLabel = "PX",
      description =
          "The shorter side is resized to this, and the middle square is looked at; a multiple of"
              + " 32. Default: that of the run's views, rounded up.")
  private @Nullable Integer sizePx;

  @Mixin private JsonOption json;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    TrainingConfig config = RunDirectory.open(run).config();
    SelectionOrder order =
        new SelectionOrder(count, sizePx == null ? ProbeCommand.viewSizePx(config) : sizePx);
    SelectionFiles files = SelectionFiles.at(to);
    Selection selection = new Selection(order, ShardSet.open(data), progress.display());
    WeightSource weights = WeightSource.at(backbone == null ? run : backbone);
    try (FrozenNetwork network = FrozenNetwork.trained(config, weights.backbone(), LAST_STAGE)) {
      SelectionResult result = selection.run(network);
      files.write(result);
      PrintWriter out = spec.commandLine().getOut();
      json.show(ChoiceJson.of(result, files), out, () -> print(result, files, out));
    }
    return ExitCode.DONE;
  }

  /**
   * What {@code --json} shows.
   *
   * @param images that were looked at
   * @param distance the largest of any image to its nearest chosen one
   * @param distanceDrawn the same of as many images drawn at random
   */
  record ChoiceJson(
      String network,
      int images,
      long unreadable,
      ImmutableList<String> chosen,
      double distance,
      double distanceDrawn,
      String list,
      String contactSheet) {

    static ChoiceJson of(SelectionResult result, SelectionFiles files) {
      return new ChoiceJson(
          result.network(),
          result.images(),
          result.unreadable(),
          result.chosen().stream().map(Photograph::name).collect(ImmutableList.toImmutableList()),
          result.radius(),
          result.drawnRadius(),
          files.list().toString(),
          files.sheet().toString());
    }
  }

  private void print(SelectionResult result, SelectionFiles files, PrintWriter out) {
    int chosen = result.chosen().size();
    out.printf("%-14s %s%n", "Features", result.network());
    out.printf(
        Locale.ROOT,
        "%-14s %,d%s%n",
        "Looked at",
        result.images(),
        result.unreadable() == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d more cannot be decoded", result.unreadable()));
    out.printf(Locale.ROOT, "%-14s %,d%n", "Chosen", chosen);
    out.printf(
        Locale.ROOT,
        "%-14s %.3f at most from any image to its nearest chosen one%n",
        "Distance",
        result.radius());
    out.printf(
        Locale.ROOT,
        "%-14s %.3f with %,d drawn at random (mean of %d draws)%n",
        "",
        result.drawnRadius(),
        chosen,
        Selection.DRAWS);
    out.printf("%-14s %s%n", "List", files.list());
    out.printf("%-14s %s%n", "Contact sheet", files.sheet());
    printNext(files.list(), out);
  }

  private void printNext(Path list, PrintWriter out) {
    out.printf(
        "%-14s mkdir chosen && tar -cf - -C PHOTOS -T %s | tar -xf - -C chosen%n",
        "Next", Program.quoted(list.toString()));
    out.printf("%-14s label each in chosen: a PNG of the same name in masks%n", "");
    out.printf(
        "%-14s %s import masks --images chosen --labels masks --classes classes.txt --to"
            + " shards/labelled%n",
        "", Program.name());
    out.printf(
        "%-14s %s finetune --preset laptop --data shards/labelled --init %s --run runs/few%n",
        "", Program.name(), Program.quoted(run.toString()));
  }
}
