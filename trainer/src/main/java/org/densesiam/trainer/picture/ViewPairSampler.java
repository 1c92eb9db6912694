package org.densesiam.trainer.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.densesiam.data.pipeline.EpochImages;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.pipeline.ViewPipeline;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.export.picture.Views;
import org.densesiam.trainer.config.SiameseConfig;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * The very pairs of views that a run of this configuration meets first, with the images they come
 * from: same crops, flips and colours, bit for bit.
 */
public final class ViewPairSampler {
  /** The smallest that the pipeline makes; what happens to a view does not depend on it. */
  private static final int BATCH = 2;

  private final RecordSource source;
  private final SiameseConfig config;

  /** Samples of the first epoch of a run. */
  public ViewPairSampler(RecordSource source, SiameseConfig config) {
    this.source = source;
    this.config = config;
  }

  /**
   * The first {@code count} pairs; fewer when the data has not as many images. Records that cannot
   * be decoded are left out, as in training.
   *
   * @param count at least 1
   * @throws IllegalArgumentException when there are fewer than two records, or none of them can be
   *     decoded
   */
  public ImmutableList<ViewPair> sample(int count) {
    checkArgument(count >= 1, "count must be at least 1: %s", count);
    SortedMap<Long, ViewPair> pairs = views(count);
    checkArgument(
        !pairs.isEmpty(),
        "no image in %s could be decoded; import the images again",
        source.files());
    Map<Long, BufferedImage> images = images(pairs.keySet());
    ImmutableList.Builder<ViewPair> complete = ImmutableList.builder();
    pairs.forEach(
        (position, pair) ->
            complete.add(pair.withSource(Optional.ofNullable(images.get(position)))));
    return complete.build();
  }

  /** Pairs without their source images, by position. */
  private SortedMap<Long, ViewPair> views(int count) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      ViewPipeline pipeline = new ViewPipeline(tf, source, config.views(), smallBatches());
      ViewPairBatch batch = pipeline.batch();
      Twin<View> views = batch.views(tf, config.colour());
      pipeline.start(session, epoch());
      SortedMap<Long, ViewPair> pairs = new TreeMap<>();
      while (pairs.size() < count) {
        Session.Runner runner = session.runner();
        ViewSamples.fetch(runner, batch, views);
        try (Result result = runner.fetch(batch.position()).run()) {
          ViewSamples samples = new ViewSamples(result, 0);
          for (int i = 0; i < samples.count() && pairs.size() < count; i++) {
            long position = ((TInt64) result.get(ViewSamples.FETCHES)).getLong(i);
            pairs.put(position, samples.pair(i, config));
          }
        } catch (TFOutOfRangeException endOfEpoch) {
          return pairs;
        }
      }
      return pairs;
    }
  }

  /** The whole images at the given positions. */
  private Map<Long, BufferedImage> images(Set<Long> positions) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      EpochImages images = new EpochImages(Ops.create(graph), source, smallBatches());
      images.start(session, epoch());
      Map<Long, BufferedImage> found = new HashMap<>();
      while (found.size() < positions.size()) {
        try (Result next = session.runner().fetch(images.position()).fetch(images.record()).run()) {
          long position = ((TInt64) next.get(0)).getLong();
          if (positions.contains(position)) {
            found.put(position, image(session, images, next.get(1)));
          }
        }
      }
      return found;
    }
  }

  private static BufferedImage image(Session session, EpochImages images, Tensor record) {
    try (Result decoded =
        session.runner().feed(images.record(), record).fetch(images.image()).run()) {
      TUint8 pixels = (TUint8) decoded.get(0);
      byte[] rgb = new byte[(int) pixels.size()];
      pixels.copyTo(DataBuffers.of(rgb));
      return Views.ofBytes(rgb, (int) pixels.shape().get(0), (int) pixels.shape().get(1));
    }
  }

  private PipelineConfig smallBatches() {
    PipelineConfig data = config.data();
    return new PipelineConfig(BATCH, data.shuffleBufferRecords(), data.parallelism(), 1);
  }

  private EpochStart epoch() {
    return EpochStart.of(config.run().seed(), 0);
  }
}
