package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class PreviewCommandTest {
  private static final int SCENES = 5;

  @TempDir private static Path data;
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void importScenes() {
    Path scenes = data.resolve("scenes");
    new SceneFolder(1, SCENES, 0).write(scenes);
    new ShardImport(
            FolderSource.open(SceneFolder.trainImages(scenes), ImageSource.Layout.AUTO),
            data.resolve("shards"),
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
  }

  @Test
  void preview_ofScenes_writesASheetWithARowForEachPair() throws IOException {
    Path sheet = folder.resolve("sheet.png");

    assertThat(run("--count", "3", "--preset", "quickstart", "--to", sheet.toString()))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);

    BufferedImage picture = ImageIO.read(sheet.toFile());
    assertThat(picture.getWidth()).isEqualTo(3 * 224 + 4 * 10);
    assertThat(picture.getHeight()).isEqualTo(26 + 3 * (224 + 20 + 10));
    assertThat(out.toString()).contains("3 pairs of views from 5 images");
  }

  @Test
  void preview_again_isTheSamePicture() throws IOException {
    Path first = folder.resolve("first.png");
    Path second = folder.resolve("second.png");

    run("--count", "2", "--to", first.toString());
    run("--count", "2", "--to", second.toString());

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void preview_moreThanThereIs_showsAllFullBatches() {
    run("--count", "50", "--to", folder.resolve("sheet.png").toString());

    // An odd record out has no partner in a batch of two.
    assertThat(out.toString()).contains("4 pairs of views from 5 images");
  }

  @Test
  void preview_outIsNoPng_isRefused() {
    assertThat(run("--to", folder.resolve("sheet.jpg").toString())).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("--to must end in .png");
  }

  @Test
  void preview_folderThatIsNotThere_isOneLineAndLeavesNothing() throws IOException {
    Path nowhere = folder.resolve("nowhere").resolve("sheet.png");

    assertThat(run("--to", nowhere.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("Cannot write the picture");
    assertThat(Files.exists(nowhere.getParent())).isFalse();
  }

  private int run(String... args) {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] line = new String[args.length + 3];
    line[0] = "preview";
    line[1] = "--data";
    line[2] = data.resolve("shards").toString();
    System.arraycopy(args, 0, line, 3, args.length);
    return DenseSiamCommand.execute(root, line);
  }
}
