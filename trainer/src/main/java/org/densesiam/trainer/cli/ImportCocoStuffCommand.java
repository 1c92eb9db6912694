package org.densesiam.trainer.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.densesiam.data.source.CocoStuff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code densesiam import coco-stuff}: see {@link CocoStuff}. */
@Command(
    name = "coco-stuff",
    description = {
      "Writes COCO-Stuff, labelled by its 27 super-categories, as TFRecord shards.",
      "Labels are for finetune, evaluation and probes. All of them are checked"
          + " before anything is written. Otherwise as import images."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam import coco-stuff --coco coco \\",
      "      --list curated/val2017/Coco164kFull_Stuff_Coarse_7.txt \\",
      "      --to shards/coco-val"
    })
final class ImportCocoStuffCommand implements Callable<Integer> {
  @Option(
      names = "--coco",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder with images/{train2017,val2017}/*.jpg and the stuff-thing maps in"
              + " annotations/{train2017,val2017}/*.png.")
  private Path coco;

  @Option(
      names = "--list",
      required = true,
      paramLabel = "FILE",
      description = "Names of the images to take, without ending, one a line.")
  private Path list;

  @Mixin private ImportJob job;

  @Override
  public Integer call() {
    return job.run(() -> CocoStuff.open(coco, list));
  }
}
