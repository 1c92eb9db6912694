package org.densesiam.trainer.eval;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.MaskFolders;

/**
 * Pictures of 32 px whose upper half is red and whose lower half is blue: class 0 and class 1. The
 * last row is ignored.
 */
final class LabelledSquares {
  static final int SIDE_PX = 32;

  private LabelledSquares() {}

  static ShardSet labelled(Path folder, int count) throws IOException {
    Path images = pictures(folder, count);
    Path labels = Files.createDirectories(folder.resolve("labels"));
    for (int i = 0; i < count; i++) {
      ImageIO.write(labels(), "png", labels.resolve(i + ".png").toFile());
    }
    Path classes = Files.writeString(folder.resolve("classes.txt"), "red: thing\nblue: stuff\n");
    Path shards = folder.resolve("labelled");
    new ShardImport(MaskFolders.open(images, labels, classes), shards, ImportOptions.DEFAULT, 2)
        .run(ShardImport.Progress.SILENT);
    return ShardSet.open(shards.toString());
  }

  static ShardSet unlabelled(Path folder, int count) throws IOException {
    Path shards = folder.resolve("unlabelled");
    new ShardImport(
            FolderSource.open(pictures(folder, count), ImageSource.Layout.FOLDER),
            shards,
            ImportOptions.DEFAULT,
            2)
        .run(ShardImport.Progress.SILENT);
    return ShardSet.open(shards.toString());
  }

  private static Path pictures(Path folder, int count) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(SIDE_PX, SIDE_PX, BufferedImage.TYPE_INT_RGB);
      for (int row = 0; row < SIDE_PX; row++) {
        for (int column = 0; column < SIDE_PX; column++) {
          image.setRGB(column, row, row < SIDE_PX / 2 ? 0xff0000 : 0x0000ff);
        }
      }
      ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
    }
    return images;
  }

  private static BufferedImage labels() {
    BufferedImage labels = new BufferedImage(SIDE_PX, SIDE_PX, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < SIDE_PX; row++) {
      for (int column = 0; column < SIDE_PX; column++) {
        int value = row == SIDE_PX - 1 ? 255 : row / (SIDE_PX / 2);
        labels.getRaster().setSample(column, row, 0, value);
      }
    }
    return labels;
  }
}
