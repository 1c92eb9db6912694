package org.densesiam.data.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.MaskFolders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelCensusTest {
  @TempDir Path folder;
  private Path images = Path.of("");
  private Path labels = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    labels = Files.createDirectory(folder.resolve("labels"));
    Files.writeString(folder.resolve("classes.txt"), "sky\nroad\nbus\nrest: void\n");
  }

  @Test
  void of_labelledShards_saysWhichClassesEachImageHas() throws IOException {
    picture("a", 0, 1);
    picture("b", 3, 2); // the void class is ignored

    LabelCensus census =
        LabelCensus.of(
            imported(MaskFolders.open(images, labels, folder.resolve("classes.txt"))));

    assertThat(census.classes())
        .extracting(PixelClass::name)
        .containsExactly("sky", "road", "bus");
    assertThat(census.images()).hasSize(2);
    assertThat(census.images())
        .filteredOn(image -> image.name().startsWith("a"))
        .singleElement()
        .satisfies(image -> assertThat(image.classes()).containsExactly(0, 1));
    assertThat(census.images())
        .filteredOn(image -> image.name().startsWith("b"))
        .singleElement()
        .satisfies(image -> assertThat(image.classes()).containsExactly(2));
  }

  @Test
  void of_shardsWithoutLabels_saysHowToMakeSome() throws IOException {
    picture("a", 0, 1);
    ShardSet shards = imported(FolderSource.open(images, ImageSource.Layout.FOLDER));

    assertThatThrownBy(() -> LabelCensus.of(shards))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no labels; make labelled shards with densesiam import masks");
  }

  private ShardSet imported(ImageSource source) {
    Path shards = folder.resolve("shards");
    new ShardImport(source, shards, ImportOptions.DEFAULT).run(ShardImport.Progress.SILENT);
    return ShardSet.open(shards.toString());
  }

  /** The left half has one label, the right half another. */
  private void picture(String name, int left, int right) throws IOException {
    BufferedImage map = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        map.getRaster().setSample(x, y, 0, x < 20 ? left : right);
      }
    }
    ImageIO.write(map, "png", labels.resolve(name + ".png").toFile());
    ImageIO.write(
        new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB),
        "png",
        images.resolve(name + ".png").toFile());
  }
}
