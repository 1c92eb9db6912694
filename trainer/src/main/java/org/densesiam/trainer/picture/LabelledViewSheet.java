package org.densesiam.trainer.picture;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.image.BufferedImage;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.LabelledBatch;
import org.densesiam.data.pipeline.LabelledViewPipeline;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.config.FinetuneConfig;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * A sheet of the first views with labels that a run of supervised segmentation learns from, in its
 * first epoch: same crops, flips and colours, bit for bit.
 */
public final class LabelledViewSheet {
  private static final int CELL_PX = 224;

  private LabelledViewSheet() {}

  /**
   * Draws it.
   *
   * @param most views, at least 1; fewer if there are fewer images
   * @throws IllegalArgumentException if the shards have no labels, or fewer than two images
   */
  public static BufferedImage draw(ShardSet shards, FinetuneConfig config, int most) {
    checkArgument(
        shards.pixelClasses().isPresent(),
        "%s has no labels; make labelled shards with densesiam import masks",
        shards.files().get(0).getParent());
    RecordSource source = RecordSource.of(shards);
    int count = (int) Math.min(Math.max(2, most), source.records()); // a batch has two
    PipelineConfig data = config.data();
    PipelineConfig small =
        new PipelineConfig(count, data.shuffleBufferRecords(), data.parallelism(), 1);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      LabelledViewPipeline pipeline =
          new LabelledViewPipeline(
              tf,
              source.repeated(config.views().timesPerEpoch(source.records())),
              config.views(),
              small);
      LabelledBatch batch = pipeline.batch();
      LabelledViewPicture picture =
          new LabelledViewPicture(batch.view(tf, config.colour()), config, CELL_PX, most);
      try (Session session = new Session(graph)) {
        pipeline.start(session, EpochStart.of(config.run().seed(), 0));
        Session.Runner runner = session.runner();
        picture.fetch(runner);
        try (Result result = runner.run()) {
          return picture.draw(result, 0);
        }
      }
    }
  }
}
