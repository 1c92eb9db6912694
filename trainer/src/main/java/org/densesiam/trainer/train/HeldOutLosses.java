package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.view.Alignment;
import org.densesiam.model.DenseSiam;
import org.densesiam.model.Losses;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.run.HeldOutResult;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Losses and meters on images that are not trained on, before the first step and after the last,
 * always on the same views of them.
 *
 * <p>Batch norms normalise by the statistics of the batch, as in training: an untrained network has
 * no running statistics worth the name, and is to be judged fairly. Nothing is updated.
 */
final class HeldOutLosses implements TrainingHook {
  /** Of the views, so that every evaluation of every run of the same data sees the same. */
  private static final long SEED = 0;

  private static final int MAX_BATCHES = 16;

  private final Path file;
  private final long images;
  private final long batchSize;
  private final StepInput<Alignment> input;
  private final ImmutableMap<String, Operand<TFloat32>> scalars;

  /**
   * Adds the losses to the graph of {@code tf}.
   *
   * @param file where they are written, {@link HeldOutResult}
   */
  HeldOutLosses(
      Ops tf, TrainingGraph<?> training, RecordSource shards, PretrainConfig config, Path file) {
    this.file = file;
    this.images = shards.records();
    this.batchSize = Math.min(config.data().batchSize(), shards.records());
    this.input =
        StepInput.ofShards(tf, shards, config.withData(batches(config.data(), shards.records())));
    Losses losses =
        Replica.losses(
            tf,
            training.network(DenseSiam.class),
            input.learned(),
            config.model().terms(),
            config.model().precision());
    ImmutableMap.Builder<String, Operand<TFloat32>> scalars = ImmutableMap.builder();
    scalars.put(ScalarNames.LOSS_TOTAL, losses.total());
    losses.terms().forEach((term, loss) -> scalars.put(ScalarNames.loss(term), loss));
    this.scalars = scalars.putAll(losses.meters()).buildOrThrow();
  }

  private static PipelineConfig batches(PipelineConfig training, long records) {
    return new PipelineConfig(
        (int) Math.min(training.batchSize(), records),
        training.shuffleBufferRecords(),
        training.parallelism(),
        training.prefetchBatches());
  }

  @Override
  public Schedule schedule() {
    return new Schedule(true, Optional.empty(), true);
  }

  @Override
  public void run(Moment moment) {
    ImmutableMap<String, Double> means = means(moment);
    if (moment.isBeforeFirstStep()) {
      HeldOutResult.writeBefore(file, images, means);
    } else {
      HeldOutResult.writeAfter(file, means);
    }
  }

  /** Over the batches, by the names of {@link ScalarNames}. */
  private ImmutableMap<String, Double> means(Moment moment) {
    Session session = moment.session();
    input.start().accept(session, EpochStart.of(SEED, 0));
    Map<String, Double> sums = new LinkedHashMap<>();
    int batches = 0;
    while (batches < MAX_BATCHES && add(session, sums)) {
      batches++;
      moment.measuring("held-out losses", Math.min(images, batches * batchSize), images());
    }
    int count = Math.max(1, batches);
    ImmutableMap.Builder<String, Double> means = ImmutableMap.builder();
    sums.forEach((name, sum) -> means.put(name, sum / count));
    return means.buildOrThrow();
  }

  /** How many are looked at. */
  private long images() {
    return Math.min(images, MAX_BATCHES * batchSize);
  }

  /** Adds a batch's scalars; false if there was none left. */
  private boolean add(Session session, Map<String, Double> sums) {
    Session.Runner runner = session.runner();
    scalars.values().forEach(runner::fetch);
    try (Result result = runner.run()) {
      int index = 0;
      for (String name : scalars.keySet()) {
        sums.merge(name, (double) ((TFloat32) result.get(index++)).getFloat(), Double::sum);
      }
      return true;
    } catch (TFOutOfRangeException end) {
      return false;
    }
  }
}
