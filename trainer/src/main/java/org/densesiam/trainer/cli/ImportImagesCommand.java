package org.densesiam.trainer.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code densesiam import images}: see {@link FolderSource}. */
@Command(
    name = "images",
    description = {
      "Writes the images of a folder as TFRecord shards with a manifest.",
      "Every image is decoded once; those that cannot be used are listed with the reason in"
          + " SHARDS/rejected.tsv. Equal images and options give equal bytes. Stopped, and run"
          + " again, it goes on."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam import images --from photos --to shards",
      "  densesiam import images --from ILSVRC2012/train --to shards --shard-size 256MB"
    })
final class ImportImagesCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "Folder of JPEG and PNG images, searched recursively.")
  private Path from;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = {
        "folder: any, without labels. imagenet: a folder for each class, under train/ if there is"
            + " one. auto: imagenet if all subfolders are named as synsets, such as n01440764,"
            + " else folder. Default: auto."
      })
  private ImageSource.Layout layout = ImageSource.Layout.AUTO;

  @Mixin private ImportJob job;

  @Override
  public Integer call() {
    return job.run(() -> FolderSource.open(from, layout));
  }
}
