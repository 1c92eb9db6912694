package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.LongToIntFunction;
import java.util.function.ToIntBiFunction;
import org.densesiam.data.record.PixelClass;
import org.densesiam.trainer.eval.LabelledImages;

/**
 * Goes through a set once and keeps features of it.
 *
 * @param seed of which points are kept, with the image's position
 * @param progress is told how many images are done
 */
public record FeatureCollector(
    FrozenNetwork network, LabelledImages images, long seed, LongConsumer progress) {
  /** Cells of one image resemble each other, so more add little. */
  private static final int MAX_POINTS_AN_IMAGE = 256;

  /** Numbers in a bank of points: 192 MB. */
  private static final int MAX_NUMBERS = 48 << 20;

  /** Numbers in a bank of whole images: 1 GB, of which copies are made. */
  private static final long MAX_POOLED_NUMBERS = 256 << 20;

  /** Which cells of a feature map may be kept. */
  enum Cells {
    /** All. */
    ANY,
    /** Those whose centre has a class. */
    LABELLED
  }

  /** Cells at random from every image, each with the class of the pixel at its centre, or 255. */
  FeatureBank points(Cells which) {
    int pointsAnImage = pointsAnImage();
    long records = images.shards().records();
    FeatureBank.Builder bank =
        new FeatureBank.Builder(
            network.channels(), (int) Math.min(records * pointsAnImage, Integer.MAX_VALUE));
    images.forEach(
        batch -> {
          FeatureMaps maps = network.dense(batch.images());
          for (int i = 0; i < batch.size(); i++) {
            addPoints(bank, maps, batch, i, which, pointsAnImage);
          }
          progress.accept(batch.position(batch.size() - 1) + 1);
        });
    checkArgument(
        bank.size() > 0,
        "No point of the images of %s has a class; give data imported with labels",
        images.shards().files().get(0));
    return bank.build();
  }

  private int pointsAnImage() {
    long most = MAX_NUMBERS / network.channels() / images.shards().records();
    return (int) Math.max(1, Math.min(MAX_POINTS_AN_IMAGE, most));
  }

  private void addPoints(
      FeatureBank.Builder bank,
      FeatureMaps maps,
      LabelledImages.Batch batch,
      int image,
      Cells which,
      int most) {
    int[] labels = centres(maps, batch.labels(), image);
    int[] cells = new int[maps.cells()];
    Arrays.setAll(cells, cell -> cell);
    Random random =
        new Random(Hashing.murmur3_128((int) seed).hashLong(batch.position(image)).asLong());
    int kept = 0;
    for (int i = 0; i < cells.length && kept < most; i++) {
      int other = i + random.nextInt(cells.length - i); // the next of a shuffled order
      int cell = cells[other];
      cells[other] = cells[i];
      if (which == Cells.ANY || labels[cell] != PixelClass.IGNORED) {
        maps.addTo(bank, image, cell, labels[cell]);
        kept++;
      }
    }
  }

  /** {@code [h, w]}: the label of the pixel in which each cell's centre lies. */
  private int[] centres(FeatureMaps maps, int[] labels, int image) {
    int side = images.sizePx();
    int[] centres = new int[maps.cells()];
    for (int cell = 0; cell < centres.length; cell++) {
      int row = (2 * (cell / maps.width()) + 1) * side / (2 * maps.height());
      int column = (2 * (cell % maps.width()) + 1) * side / (2 * maps.width());
      centres[cell] = labels[(image * side + row) * side + column];
    }
    return centres;
  }

  /**
   * The pooled feature of every image.
   *
   * @param classOf turns the class of a record into the label to keep; is given -1 where a record
   *     has none
   * @throws IllegalArgumentException if there are more images than memory for their features
   */
  FeatureBank pooled(LongToIntFunction classOf) {
    return pooledBy((batch, image) -> classOf.applyAsInt(batch.imageLabel(image)));
  }

  /**
   * The pooled feature of every image that can be decoded, labelled with its position among the
   * records.
   *
   * @throws IllegalArgumentException as {@link #pooled(LongToIntFunction)} does
   */
  public FeatureBank pooledWithPositions() {
    return pooledBy((batch, image) -> Math.toIntExact(batch.position(image)));
  }

  private FeatureBank pooledBy(ToIntBiFunction<LabelledImages.Batch, Integer> labelOf) {
    long records = images.shards().records();
    long most = MAX_POOLED_NUMBERS / network.pooledChannels();
    checkArgument(
        records <= most,
        "%s images are too many for a bank of %s channels, expected at most %s; give a sample of them",
        records,
        network.pooledChannels(),
        most);
    FeatureBank.Builder bank = new FeatureBank.Builder(network.pooledChannels(), (int) records);
    images.forEach(
        batch -> {
          FeatureMaps maps = network.pooled(batch.images());
          for (int i = 0; i < batch.size(); i++) {
            maps.addTo(bank, i, 0, labelOf.applyAsInt(batch, i));
          }
          progress.accept(batch.position(batch.size() - 1) + 1);
        });
    return bank.build();
  }
}
