package org.densesiam.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.densesiam.data.view.ViewConfig;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** A pipeline in a session of its own, and its batches copied out of the graph. */
final class PipelineRun implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final ViewPipeline pipeline;

  /** A batch; arrays are flat, last axis fastest, and compare by their content. */
  record Batch(
      List<Byte> view1,
      List<Byte> view2,
      List<Float> box1,
      List<Float> box2,
      List<Boolean> flip1,
      List<Boolean> flip2,
      List<Float> colourDraws,
      List<Long> position) {}

  PipelineRun(RecordSource source, ViewConfig views, PipelineConfig config) {
    this.pipeline = new ViewPipeline(Ops.create(graph), source, views, config);
  }

  /** All batches from {@code start} to the end of the epoch. */
  List<Batch> epoch(EpochStart start) {
    pipeline.start(session, start);
    List<Batch> batches = new ArrayList<>();
    while (true) {
      try {
        batches.add(next());
      } catch (TFOutOfRangeException endOfEpoch) {
        return batches;
      }
    }
  }

  private Batch next() {
    ViewPairBatch batch = pipeline.batch();
    Session.Runner runner = session.runner();
    for (Operand<?> operand :
        List.of(
            batch.view1(),
            batch.view2(),
            batch.box1(),
            batch.box2(),
            batch.flip1(),
            batch.flip2(),
            batch.colourDraws(),
            batch.position())) {
      runner.fetch(operand);
    }
    try (Result result = runner.run()) {
      return new Batch(
          bytes((TUint8) result.get(0)),
          bytes((TUint8) result.get(1)),
          floats((TFloat32) result.get(2)),
          floats((TFloat32) result.get(3)),
          flags((TBool) result.get(4)),
          flags((TBool) result.get(5)),
          floats((TFloat32) result.get(6)),
          longs((TInt64) result.get(7)));
    }
  }

  private static List<Byte> bytes(TUint8 tensor) {
    List<Byte> values = new ArrayList<>();
    tensor.scalars().forEach(value -> values.add(value.getByte()));
    return values;
  }

  private static List<Float> floats(TFloat32 tensor) {
    List<Float> values = new ArrayList<>();
    tensor.scalars().forEach(value -> values.add(value.getFloat()));
    return values;
  }

  private static List<Boolean> flags(TBool tensor) {
    List<Boolean> values = new ArrayList<>();
    tensor.scalars().forEach(value -> values.add(value.getBoolean()));
    return values;
  }

  private static List<Long> longs(TInt64 tensor) {
    List<Long> values = new ArrayList<>();
    tensor.scalars().forEach(value -> values.add(value.getLong()));
    return values;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
