package org.densesiam.trainer.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.densesiam.data.source.MaskFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code densesiam import masks}: see {@link MaskFolders}. */
@Command(
    name = "masks",
    description = {
      "Writes images and the class of each of their pixels as TFRecord shards.",
      "Labels are for finetune, evaluation and probes. All of them are checked"
          + " before anything is written. Otherwise as import images."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam import masks --images camvid/val --labels camvid/valannot \\",
      "      --classes camvid-classes.txt --to shards/camvid-val"
    })
final class ImportMasksCommand implements Callable<Integer> {
  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "Folder of JPEG and PNG images, searched recursively.")
  private Path images;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of label maps: for a/1.jpg a PNG a/1.png of the same size, of one channel or with"
              + " a palette, whose indices are the classes.")
  private Path labels;

  @Option(
      names = "--classes",
      required = true,
      paramLabel = "FILE",
      description =
          "Text, a class a line; the line's number, from 0, is the value in label maps. A name may"
              + " be followed by ': thing', ': stuff', or ': void' for a value that is to be"
              + " ignored, as 255 always is.")
  private Path classes;

  @Mixin private ImportJob job;

  @Override
  public Integer call() {
    return job.run(() -> MaskFolders.open(images, labels, classes));
  }
}
