package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.MaskFolders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Pictures whose red is the row, whose green is the column and whose blue is their number; label
 * maps whose value is (row / 8 + column / 8) mod 4, or 255 where that is 3.
 */
class EvaluationPipelineTest {
  private static final int SIZE = 32;

  @TempDir Path folder;
  private Path images = Path.of("");
  private Path labels = Path.of("");

  /** A batch in Java's memory. */
  private record Batch(TestPicture pictures, List<Long> imageLabels, List<Long> positions) {}

  /** [B][P][P], columns last. */
  private static final class TestPicture {
    final int[][][] red;
    final int[][][] green;
    final int[][][] blue;
    final int[][][] labels;

    TestPicture(TUint8 images, TInt32 labels) {
      int batch = (int) images.shape().get(0);
      red = new int[batch][SIZE][SIZE];
      green = new int[batch][SIZE][SIZE];
      blue = new int[batch][SIZE][SIZE];
      for (int b = 0; b < batch; b++) {
        for (int row = 0; row < SIZE; row++) {
          for (int column = 0; column < SIZE; column++) {
            red[b][row][column] = images.getByte(b, row, column, 0) & 0xff;
            green[b][row][column] = images.getByte(b, row, column, 1) & 0xff;
            blue[b][row][column] = images.getByte(b, row, column, 2) & 0xff;
          }
        }
      }
      this.labels = StdArrays.array3dCopyOf(labels);
    }
  }

  @BeforeEach
  void makeFolders() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    labels = Files.createDirectory(folder.resolve("labels"));
    Files.writeString(folder.resolve("classes.txt"), "a\nb\nc\nrest: void\n");
  }

  @Test
  void batch_recordsInStoredOrder_lastOneSmaller() throws IOException {
    for (int i = 0; i < 5; i++) {
      picture(40, 40, i);
    }

    List<Batch> batches = run(importMasks(), 2);

    assertThat(batches).extracting(batch -> batch.pictures.blue.length).containsExactly(2, 2, 1);
    assertThat(batches.stream().flatMap(batch -> batch.positions.stream()))
        .containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(batches.stream().map(batch -> batch.pictures.blue[0][0][0]))
        .containsExactly(0, 2, 4);
  }

  @Test
  void start_again_beginsAnew() throws IOException {
    picture(40, 40, 7);
    ShardSet shards = importMasks();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      EvaluationPipeline pipeline = new EvaluationPipeline(Ops.create(graph), shards, SIZE, 4);
      for (int pass = 0; pass < 2; pass++) {
        pipeline.start(session);
        assertThat(batches(session, pipeline)).hasSize(1);
      }
    }
  }

  @Test
  void image_wideAndTall_isTheMiddleSquare() throws IOException {
    picture(64, 200, 0); // resized to 32 x 100, cut from column 34
    picture(96, 48, 1); // resized to 64 x 32, cut from row 16

    TestPicture pictures = run(importMasks(), 2).get(0).pictures;

    // Halved: pixel i covers the source's 2i and 2i + 1, whose mean is 2i + 0.5.
    assertThat(pictures.green[0][16][0]).isBetween(2 * 34, 2 * 34 + 1);
    assertThat(pictures.green[0][16][31]).isBetween(2 * 65, 2 * 65 + 1);
    assertThat(pictures.red[0][10][5]).isBetween(20, 21);
    // By 2/3: the centre of row 16 + i lies at 1.5 (16 + i + 0.5) - 0.5 of the source.
    assertThat(pictures.red[1][5][7]).isBetween(31, 32);
    assertThat(pictures.green[1][5][7]).isBetween(10, 11);
  }

  @Test
  void labels_areTheNearestPixelsOfTheSameSquare() throws IOException {
    int height = 75;
    int width = 100; // resized to 32 x 42, cut from column 5
    picture(height, width, 0);

    int[][] found = run(importMasks(), 1).get(0).pictures.labels[0];

    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        int sourceRow = (int) Math.floor((row + 0.5) * height / 32);
        int sourceColumn = (int) Math.floor((column + 5 + 0.5) * width / 42);
        int value = value(sourceRow, sourceColumn);
        assertThat(found[row][column])
            .as("row %s, column %s", row, column)
            .isEqualTo(value == 3 ? 255 : value);
      }
    }
  }

  @Test
  void labels_oddMargin_isRoundedToTheEvenNumber() throws IOException {
    picture(32, 35, 0); // margin 1.5: torchvision cuts from column 2

    assertThat(run(importMasks(), 1).get(0).pictures.green[0][0][0]).isEqualTo(2);
  }

  @Test
  void image_smallerThanAsked_isEnlarged() throws IOException {
    picture(20, 20, 0);

    TestPicture pictures = run(importMasks(), 1).get(0).pictures;

    assertThat(pictures.red[0][31][0]).isEqualTo(19);
    assertThat(pictures.labels[0][31][0]).isEqualTo(value(19, 0));
  }

  @Test
  void labels_ofShardsWithout_areIgnoredEverywhere() throws IOException {
    picture(40, 40, 0);

    Batch batch = run(importImages(images), 1).get(0);

    assertThat(Arrays.stream(batch.pictures.labels[0]).flatMapToInt(Arrays::stream))
        .containsOnly(255);
    assertThat(batch.imageLabels).containsExactly(-1L);
  }

  @Test
  void imageLabel_ofClassFolders_isTheClass() throws IOException {
    picture(40, 40, 0);
    picture(40, 40, 1);
    Path classes = Files.createDirectory(folder.resolve("train"));
    Files.createDirectories(classes.resolve("n00000001"));
    Files.createDirectories(classes.resolve("n00000002"));
    Files.move(images.resolve("0.png"), classes.resolve("n00000002/0.png"));
    Files.move(images.resolve("1.png"), classes.resolve("n00000001/1.png"));

    Batch batch = run(importImages(folder.resolve("train")), 2).get(0);

    assertThat(batch.imageLabels).containsExactly(0L, 1L);
  }

  @Test
  void size_otherThanAMultipleOf32_isRefused() throws IOException {
    picture(40, 40, 0);
    ShardSet shards = importMasks();
    try (Graph graph = new Graph()) {
      assertThatThrownBy(() -> new EvaluationPipeline(Ops.create(graph), shards, 100, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the size of evaluation must be a multiple of 32 px: 100");
    }
  }

  private static int value(int row, int column) {
    return (row / 8 + column / 8) % 4;
  }

  private void picture(int height, int width, int number) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    BufferedImage map = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        image.setRGB(column, row, row << 16 | column << 8 | number);
        map.getRaster().setSample(column, row, 0, value(row, column));
      }
    }
    ImageIO.write(image, "png", images.resolve(number + ".png").toFile());
    ImageIO.write(map, "png", labels.resolve(number + ".png").toFile());
  }

  private ShardSet importMasks() {
    return importAll(MaskFolders.open(images, labels, folder.resolve("classes.txt")));
  }

  private ShardSet importImages(Path from) {
    return importAll(FolderSource.open(from, ImageSource.Layout.AUTO));
  }

  /** Two images a shard, sorted by name. */
  private ShardSet importAll(ImageSource source) {
    Path shards = folder.resolve("shards");
    ImportOptions options =
        ImportOptions.DEFAULT
            .withMinSidePx(16)
            .withShardSize(ImportOptions.ShardSize.ofImages(2))
            .withShuffleSeed(OptionalLong.empty());
    new ShardImport(source, shards, options, 2).run(ShardImport.Progress.SILENT);
    return ShardSet.open(shards.toString());
  }

  private static List<Batch> run(ShardSet shards, int batchSize) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      EvaluationPipeline pipeline =
          new EvaluationPipeline(Ops.create(graph), shards, SIZE, batchSize);
      pipeline.start(session);
      return batches(session, pipeline);
    }
  }

  private static List<Batch> batches(Session session, EvaluationPipeline pipeline) {
    EvaluationPipeline.Batch batch = pipeline.batch();
    List<Batch> batches = new ArrayList<>();
    while (true) {
      try (Result result =
          session
              .runner()
              .fetch(batch.images())
              .fetch(batch.labels())
              .fetch(batch.imageLabel())
              .fetch(batch.position())
              .run()) {
        batches.add(
            new Batch(
                new TestPicture((TUint8) result.get(0), (TInt32) result.get(1)),
                longs((TInt64) result.get(2)),
                longs((TInt64) result.get(3))));
      } catch (TFOutOfRangeException end) {
        return batches;
      }
    }
  }

  private static List<Long> longs(TInt64 tensor) {
    List<Long> values = new ArrayList<>();
    tensor.scalars().forEach(value -> values.add(value.getLong()));
    return values;
  }
}
