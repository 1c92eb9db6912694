package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkState;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.eval.EvaluationSummary.Counts;
import org.densesiam.trainer.eval.EvaluationSummary.Matching;

/**
 * Scores predictors on a labelled set: the preparation, the confusion matrix over the whole set and
 * the matching of the released code.
 *
 * <pre>{@code
 * try (Evaluation evaluation = Evaluation.of(ShardSet.open("shards/val"), 320, 8)) {
 *   EvaluationResult result = evaluation.run(predictor);
 * }
 * }</pre>
 *
 * <p>May run any number of predictors, one after the other: every one sees the same pixels. Owns
 * its graph and session.
 */
public final class Evaluation implements AutoCloseable {
  private static final int SAMPLES = 8;

  private final ShardSet shards;
  private final LabelledImages images;
  private final ImmutableSet<Long> samplePositions;

  private Evaluation(ShardSet shards, int sizePx, int batchSize) {
    this.shards = shards;
    this.images = new LabelledImages(shards, sizePx, batchSize);
    long samples = Math.min(SAMPLES, shards.records());
    this.samplePositions =
        LongStream.range(0, samples)
            .mapToObj(i -> i * shards.records() / samples)
            .collect(toImmutableSet());
  }

  /**
   * An evaluation on a set; without label maps there will be samples, but no scores.
   *
   * @param sizePx {@code P}, a multiple of 32: what the shorter side is resized to, and the side of
   *     the square that is cut from the middle
   * @param batchSize images predicted at a time; changes no figure
   */
  public static Evaluation of(ShardSet shards, int sizePx, int batchSize) {
    return new Evaluation(shards, sizePx, batchSize);
  }

  /**
   * Scores a predictor of clusters, which are matched to classes first.
   *
   * @throws IllegalArgumentException if no image can be decoded
   */
  public EvaluationResult run(LabelPredictor predictor) {
    return run(predictor, Matching.HUNGARIAN);
  }

  /** Scores a predictor that learned the classes from labels. */
  public EvaluationResult runSupervised(LabelPredictor predictor) {
    return run(predictor, Matching.NONE);
  }

  /**
   * Scores a predictor.
   *
   * @param matching what its clusters mean
   * @throws IllegalArgumentException if no image can be decoded
   */
  public EvaluationResult run(LabelPredictor predictor, Matching matching) {
    return run(predictor, matching, images -> {});
  }

  /**
   * As {@link #run(LabelPredictor, Matching)}.
   *
   * @param progress told after each batch how many images are done
   */
  public EvaluationResult run(LabelPredictor predictor, Matching matching, LongConsumer progress) {
    Pass pass = new Pass(predictor, progress);
    long decoded = images.forEach(pass::add);
    Counts counts = new Counts(decoded, shards.records() - decoded);
    EvaluationSummary summary =
        pass.tally
            .map(
                tally ->
                    EvaluationSummary.of(
                        matching, images.sizePx(), counts, tally, classes().orElseThrow()))
            .orElseGet(
                () ->
                    EvaluationSummary.withoutLabels(
                        matching, images.sizePx(), counts, predictor.clusters()));
    return new EvaluationResult(summary, pass.samples.build());
  }

  /** Once through the set. */
  private final class Pass {
    private final LabelPredictor predictor;
    private final LongConsumer progress;
    private long done;
    private final Optional<ConfusionTally> tally; // empty without labels
    private final ImmutableList.Builder<Samples.Sample> samples = ImmutableList.builder();

    Pass(LabelPredictor predictor, LongConsumer progress) {
      this.predictor = predictor;
      this.progress = progress;
      this.tally =
          classes().map(classes -> new ConfusionTally(classes.size(), predictor.clusters()));
    }

    void add(LabelledImages.Batch batch) {
      int[] predicted = predictor.predict(batch.images());
      checkState(
          predicted.length == batch.labels().length,
          "%s predicted %s pixels of %s",
          predictor,
          predicted.length,
          batch.labels().length);
      tally.ifPresent(counts -> counts.add(batch.labels(), predicted));
      Samples kept = new Samples(batch.images(), batch.labels(), predicted, images.sizePx());
      for (int i = 0; i < batch.size(); i++) {
        if (samplePositions.contains(batch.position(i))) {
          samples.add(kept.sample(i));
        }
      }
      done += batch.size();
      progress.accept(done);
    }
  }

  /** How many images there are, those that cannot be decoded among them. */
  public long images() {
    return shards.records();
  }

  /** The classes that labels are counted by; empty if the set has none. */
  public Optional<ImmutableList<PixelClass>> classes() {
    return shards.pixelClasses();
  }

  @Override
  public void close() {
    images.close();
  }
}
