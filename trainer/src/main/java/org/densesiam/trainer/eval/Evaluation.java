package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.stream.LongStream;
import org.densesiam.data.pipeline.EvaluationBatch;
import org.densesiam.data.pipeline.EvaluationPipeline;
import org.densesiam.data.prepare.ShardSet;
import org.densesiam.data.record.PixelClass;
import org.densesiam.trainer.eval.EvaluationSummary.Counts;
import org.densesiam.trainer.eval.EvaluationSummary.Matching;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

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
  private final int sizePx;
  private final ImmutableSet<Long> samplePositions;
  private final Graph graph = new Graph();
  private final Session session;
  private final EvaluationPipeline pipeline;

  private Evaluation(ShardSet shards, int sizePx, int batchSize) {
    this.shards = shards;
    this.sizePx = sizePx;
    long samples = Math.min(SAMPLES, shards.records());
    this.samplePositions =
        LongStream.range(0, samples)
            .mapToObj(i -> i * shards.records() / samples)
            .collect(toImmutableSet());
    this.pipeline = new EvaluationPipeline(Ops.create(graph), shards, sizePx, batchSize);
    this.session = new Session(graph);
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

  private EvaluationResult run(LabelPredictor predictor, Matching matching) {
    Pass pass = new Pass(predictor);
    pipeline.start(session);
    while (pass.nextBatch()) {}
    checkArgument(
        pass.images > 0,
        "None of the %s records from %s on can be decoded; import the images again",
        shards.records(),
        shards.files().get(0));
    Counts counts = new Counts(pass.images, shards.records() - pass.images);
    EvaluationSummary summary =
        pass.tally
            .map(
                tally ->
                    EvaluationSummary.of(
                        matching, sizePx, counts, tally, shards.pixelClasses().orElseThrow()))
            .orElseGet(
                () ->
                    EvaluationSummary.withoutLabels(
                        matching, sizePx, counts, predictor.clusters()));
    return new EvaluationResult(summary, pass.samples.build());
  }

  /** Once through the set. */
  private final class Pass {
    private final LabelPredictor predictor;
    private final Optional<ConfusionTally> tally; // empty without labels
    private final ImmutableList.Builder<EvaluationSample> samples = ImmutableList.builder();
    private long images;

    Pass(LabelPredictor predictor) {
      this.predictor = predictor;
      this.tally =
          shards
              .pixelClasses()
              .map(classes -> new ConfusionTally(classes.size(), predictor.clusters()));
    }

    /** False if there was none left. */
    boolean nextBatch() {
      EvaluationBatch batch = pipeline.batch();
      try (Result result =
          session
              .runner()
              .fetch(batch.images())
              .fetch(batch.labels())
              .fetch(batch.position())
              .run()) {
        add(
            (TUint8) result.get(0),
            Tensors.ints((TInt32) result.get(1)),
            Tensors.longs((TInt64) result.get(2)));
        return true;
      } catch (TFOutOfRangeException end) {
        return false;
      }
    }

    private void add(TUint8 pixels, int[] labels, long[] positions) {
      int[] predicted = predictor.predict(pixels);
      checkState(
          predicted.length == labels.length,
          "%s predicted %s pixels of %s",
          predictor,
          predicted.length,
          labels.length);
      tally.ifPresent(counts -> counts.add(labels, predicted));
      images += positions.length;
      Samples kept = new Samples(pixels, labels, predicted, sizePx);
      for (int i = 0; i < positions.length; i++) {
        if (samplePositions.contains(positions[i])) {
          samples.add(kept.sample(i));
        }
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  /** The classes that labels are counted by; empty if the set has none. */
  public Optional<ImmutableList<PixelClass>> classes() {
    return shards.pixelClasses();
  }
}
