package org.densesiam.trainer.select;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.LongStream;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.eval.LabelledImages;
import org.densesiam.trainer.probe.FeatureBank;
import org.densesiam.trainer.probe.FeatureCollector;
import org.densesiam.trainer.probe.FrozenNetwork;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;

/**
 * Chooses the photographs of a set that are worth labelling first. An image's feature is the mean
 * of the backbone's last output over its middle square, as in {@link
 * org.densesiam.trainer.probe.Probe}'s vote of neighbours, brought to length 1, since only
 * directions count in the losses that it was learned by.
 */
public final class Selection {
  /** Random choices that the choice is compared with. */
  public static final int DRAWS = 5;

  private static final int BATCH_SIZE = 16;
  private static final long NOTHING_DRAWN = 0;

  private final SelectionOrder order;
  private final ShardSet shards;
  private final PhotographReader reader;
  private final ProgressDisplay display;

  /**
   * A selection.
   *
   * @param shards of images with names; labels are not looked at
   * @param display shows how far it is
   * @throws IllegalArgumentException if there are fewer images than asked for, or they have no
   *     names
   */
  public Selection(SelectionOrder order, ShardSet shards, ProgressDisplay display) {
    this.order = order;
    this.shards = shards;
    this.reader = new PhotographReader(shards, ContactSheet.THUMBNAIL_PX);
    this.display = display;
    checkEnough(shards.records());
    reader.checkNamed();
  }

  /** Goes through the set and chooses. */
  public SelectionResult run(FrozenNetwork network) {
    FeatureBank features = features(network); // labelled with positions
    checkEnough(features.size());
    ImmutableIntArray chosen = KCenterGreedy.choose(features, order.count());
    ImmutableList<Long> positions =
        chosen.stream()
            .mapToObj(row -> (long) features.label(row))
            .collect(ImmutableList.toImmutableList());
    return new SelectionResult(
        network.toString(),
        features.size(),
        shards.records() - features.size(),
        reader.read(positions),
        KCenterGreedy.coveringRadius(features, chosen),
        drawnRadius(features));
  }

  private void checkEnough(long images) {
    checkArgument(
        order.count() <= images,
        "%s photographs cannot be chosen from the %s of %s; ask for %s at most, or give more",
        order.count(),
        images,
        shards.files().get(0).toAbsolutePath().getParent(),
        images);
  }

  private FeatureBank features(FrozenNetwork network) {
    try (LabelledImages images = new LabelledImages(shards, order.sizePx(), BATCH_SIZE);
        Progress progress = display.start("features", "images", shards.records())) {
      return new FeatureCollector(network, images, NOTHING_DRAWN, done -> progress.update(done, ""))
          .pooledWithPositions()
          .normalised();
    }
  }

  private double drawnRadius(FeatureBank features) {
    return LongStream.range(0, DRAWS)
        .mapToDouble(
            seed ->
                KCenterGreedy.coveringRadius(
                    features, KCenterGreedy.draw(features, order.count(), seed)))
        .average()
        .orElseThrow();
  }
}
