package org.densesiam.trainer.benchmark;

import com.google.common.collect.ImmutableList;
import java.util.OptionalDouble;
import org.densesiam.data.OnCpu;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.LabelledBatch;
import org.densesiam.data.pipeline.LabelledViewPipeline;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.pipeline.ViewPipeline;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.SiameseConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.op.Ops;

/** Batches that nobody trains on: as fast as the CPU makes them. */
final class InputWorkload implements Workload {
  private final Graph graph = new Graph();
  private final ImmutableList<Operand<?>> made;
  private final Session session;

  /**
   * Builds the graph and starts the first epoch.
   *
   * @param withColour whether to change colours, blur and normalise too
   */
  InputWorkload(TrainingConfig config, RecordSource source, boolean withColour) {
    Ops tf = OnCpu.of(Ops.create(graph));
    EpochStart first = EpochStart.of(config.run().seed(), 0);
    if (config instanceof FinetuneConfig labelled) {
      LabelledViewPipeline pipeline =
          new LabelledViewPipeline(tf, source, labelled.views(), labelled.data());
      LabelledBatch batch = pipeline.batch();
      this.made =
          ImmutableList.of(
              withColour ? batch.view(tf, config.colour()).image() : batch.image(),
              batch.labels());
      this.session = new Session(graph);
      pipeline.start(session, first);
    } else {
      SiameseConfig siamese = (SiameseConfig) config;
      ViewPipeline pipeline = new ViewPipeline(tf, source, siamese.views(), siamese.data());
      ViewPairBatch batch = pipeline.batch();
      this.made = withColour ? coloured(tf, batch, siamese) : views(batch);
      this.session = new Session(graph);
      pipeline.start(session, first);
    }
  }

  private static ImmutableList<Operand<?>> views(ViewPairBatch batch) {
    return ImmutableList.of(batch.view1(), batch.view2());
  }

  private static ImmutableList<Operand<?>> coloured(
      Ops tf, ViewPairBatch batch, SiameseConfig config) {
    Twin<View> views = batch.views(tf, config.colour());
    return ImmutableList.of(views.first().image(), views.second().image());
  }

  /** Waits all the time, since there is nothing else to do. */
  @Override
  public OptionalDouble step() {
    Session.Runner runner = session.runner();
    made.forEach(runner::addTarget); // made, and left in native memory
    long begin = System.nanoTime();
    try {
      runner.run().close();
    } catch (TFOutOfRangeException endOfEpoch) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((System.nanoTime() - begin) / 1e9);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
