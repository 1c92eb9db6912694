package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.export.picture.Png;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.SiameseConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.picture.LabelledViewSheet;
import org.densesiam.trainer.picture.ViewPair;
import org.densesiam.trainer.picture.ViewPairSampler;
import org.densesiam.trainer.picture.ViewPairSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam preview}: shows whether data and augmentation are right. */
@Command(
    name = "preview",
    description = {
      "Draws the first views that a run would meet, to see whether all is right.",
      "With their overlap, where there are two; the views are those of training, bit for bit;"
          + " nothing is trained."
    },
    footerHeading = "%nExample:%n",
    footer = "  densesiam preview --data shards/photos --preset laptop --to preview.png")
final class PreviewCommand implements Callable<Integer> {
  private static final int CELL_PX = 224;
  private static final int MAX_COUNT = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "SHARDS",
      description = "A folder that an import wrote, or a glob of TFRecord files.")
  private String data;

  @Mixin private PresetOptions presets;

  @Option(
      names = "--count",
      defaultValue = "8",
      paramLabel = "N",
      description =
          "How many pairs, or views with labels, 1 to "
              + MAX_COUNT
              + ". Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--to",
      defaultValue = "preview.png",
      paramLabel = "FILE.png",
      description = "Where to write the sheet. Default: ${DEFAULT-VALUE}.")
  private Path to;

  @Override
  public Integer call() {
    checkArgument(
        count >= 1 && count <= MAX_COUNT, "--count must be 1 to %s: %s", MAX_COUNT, count);
    checkArgument(
        Files.getFileExtension(to.toString()).equals("png"), "--to must end in .png: %s", to);
    TrainingConfig config = presets.load();
    ShardSet shards = ShardSet.open(data);
    String drawn =
        config instanceof FinetuneConfig labelled
            ? labelled(shards, labelled)
            : pairs(shards, (SiameseConfig) config);
    spec.commandLine()
        .getOut()
        .printf(
            "Wrote %s: %s from %,d images, preset %s%n",
            to, drawn, shards.records(), presets.preset());
    return ExitCode.DONE;
  }

  private String pairs(ShardSet shards, SiameseConfig config) {
    ImmutableList<ViewPair> pairs =
        new ViewPairSampler(RecordSource.of(shards), config).sample(count);
    Png.write(new ViewPairSheet(CELL_PX).draw(pairs), to);
    return pairs.size() + " pairs of views";
  }

  private String labelled(ShardSet shards, FinetuneConfig config) {
    Png.write(LabelledViewSheet.draw(shards, config, count), to);
    return Math.min(count, shards.records()) + " views with labels";
  }
}
