package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.weights.CheckpointOps;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A graph's variables with values that are those of no fresh network, and a session that has them.
 */
final class TrainedVariables implements AutoCloseable {
  private static final long SEED = 5;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final VariableStore store = new VariableStore(tf, SEED);
  private final Session session = new Session(graph);

  Ops tf() {
    return tf;
  }

  VariableStore store() {
    return store;
  }

  /**
   * Gives all variables their values, once all are there: running statistics away from 0 and 1, so
   * that leaving them out would show.
   */
  void train() {
    session.runner().addTarget(store.initializer()).run().close();
    Session.Runner mover = session.runner();
    moveStatistics().forEach(mover::addTarget);
    mover.run().close();
  }

  private List<Op> moveStatistics() {
    ImmutableList.Builder<Op> moved = ImmutableList.builder();
    long seed = 0;
    for (Variable variable : store.of(Variable.Kind.STATISTIC)) {
      Operand<TFloat32> change = // U(-0.5, 0.5)
          tf.math.sub(
              tf.random.statelessRandomUniform(
                  tf.constant(variable.shape()), tf.constant(new long[] {SEED, seed++})),
              tf.constant(0.5f));
      moved.add(
          tf.assignVariableOp(
              variable.handle(),
              tf.math.add(tf.readVariableOp(variable.handle(), TFloat32.class), change)));
    }
    return moved.build();
  }

  /** Writes a checkpoint below {@code folder}. */
  Path save(Path folder) {
    Path prefix = folder.resolve("model");
    new CheckpointOps(tf, store.all()).save(session, prefix);
    return prefix;
  }

  /** Values of {@code outputs} for a value of {@code input}. */
  List<FloatNdArray> run(
      Operand<TFloat32> input, FloatNdArray value, List<Operand<TFloat32>> outputs) {
    try (TFloat32 fed = TFloat32.tensorOf(value)) {
      Session.Runner runner = session.runner().feed(input, fed);
      outputs.forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<FloatNdArray> copies = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
          TFloat32 tensor = (TFloat32) result.get(i);
          FloatNdArray copy = NdArrays.ofFloats(tensor.shape());
          tensor.copyTo(copy);
          copies.add(copy);
        }
        return copies;
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
