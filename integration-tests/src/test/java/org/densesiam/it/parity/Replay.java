package org.densesiam.it.parity;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Longs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Overlap;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.model.LossTerm;
import org.densesiam.model.SegmentationNetwork;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.trainer.optim.Sgd;
import org.densesiam.trainer.train.Replica;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** A golden case run by our network, our replica and our optimiser. Owns a graph. */
final class Replay implements AutoCloseable {
  private static final int NUDGE = 4;

  private final GoldenCase golden;
  private final TestGraph graph = TestGraph.open();
  private final SegmentationNetwork network;
  private final Alignment alignment;
  private final Replica total;
  private final Op step;
  private final ImmutableMap<String, Placeholder<TFloat32>> fed;
  private final Op assign;
  private final ImmutableList<Operand<TFloat32>> losses;

  Replay(GoldenCase golden) {
    this.golden = golden;
    this.network = new SegmentationNetwork(graph.scope(), golden.config());
    this.alignment = alignment(graph.tf());
    this.total = replica(golden.config().terms());
    this.step = step();
    this.fed = fed();
    this.assign = assign();
    this.losses =
        ImmutableList.<Operand<TFloat32>>builder()
            .addAll(total.losses().terms().values())
            .add(total.losses().total())
            .build();
    start(0);
  }

  /** View 1 is mirrored where the features of view 2 are to be; both show the whole image. */
  private Alignment alignment(Ops tf) {
    float[][] whole = new float[golden.batchSize()][];
    Arrays.fill(whole, new float[] {0, 0, 1, 1});
    Operand<TFloat32> box = tf.constant(whole);
    Operand<TBool> mirrored = tf.constant(golden.flip());
    Operand<TBool> straight = tf.math.logicalAnd(mirrored, tf.constant(false));
    return new Alignment(
        new Twin<>(
            new View(graph.constant(golden.view("view1")), box, mirrored),
            new View(graph.constant(golden.view("view2")), box, straight)),
        Overlap.of(tf, box, box, 0));
  }

  private Replica replica(ImmutableSet<LossTerm> active) {
    return Replica.build(graph.tf(), network, alignment, active, Precision.FP32);
  }

  private Op step() {
    Ops tf = graph.tf();
    ImmutableList<Variable> weights = graph.variables().of(Variable.Kind.WEIGHT);
    Sgd sgd =
        new Sgd(
            graph.variables(), weights, golden.number("momentum"), golden.number("weight_decay"));
    Operand<TFloat32> rate = tf.constant((float) golden.number("learning_rate"));
    List<Op> updates =
        new ArrayList<>(
            sgd.apply(
                tf,
                total.gradients(),
                ImmutableMap.of(Variable.Group.BODY, rate, Variable.Group.PREDICTOR, rate)));
    updates.addAll(BatchStatistics.update(tf, total.statistics()));
    return tf.withControlDependencies(updates).noOp();
  }

  /**
   * Goes back to before the first step.
   *
   * @param nudge 0 for the case's own weights; else each is moved by at most {@link #NUDGE} units
   *     in the last place, differently for each number
   */
  void start(int nudge) {
    graph.run(ImmutableList.of(graph.variables().initializer())); // the optimiser's slots
    Random random = new Random(nudge);
    Session.Runner runner = graph.session().runner().addTarget(assign);
    List<TFloat32> tensors = new ArrayList<>();
    golden
        .weights()
        .forEach(
            (name, value) -> {
              TFloat32 tensor = (nudge == 0 ? value : nudged(value, random)).toTensor();
              tensors.add(tensor);
              runner.feed(checkNotNull(fed.get(name)), tensor);
            });
    runner.run().close();
    tensors.forEach(TFloat32::close);
  }

  private ImmutableMap<String, Placeholder<TFloat32>> fed() {
    return golden.weights().keySet().stream()
        .collect(
            ImmutableMap.toImmutableMap(
                name -> name, name -> graph.tf().placeholder(TFloat32.class)));
  }

  private Op assign() {
    List<Op> assignments = new ArrayList<>();
    fed.forEach(
        (name, value) ->
            assignments.add(graph.tf().assignVariableOp(graph.variable(name).handle(), value)));
    return graph.tf().withControlDependencies(assignments).noOp();
  }

  private static FloatTensor nudged(FloatTensor value, Random random) {
    float[] values = value.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += (random.nextInt(2 * NUDGE + 1) - NUDGE) * Math.ulp(values[i]);
    }
    return FloatTensor.of(value.shape(), values);
  }

  /** Names and shapes of all variables but the optimiser's. */
  ImmutableMap<String, List<Long>> shapes() {
    return graph.variables().all().stream()
        .filter(variable -> variable.kind() != Variable.Kind.SLOT)
        .collect(ImmutableMap.toImmutableMap(Variable::name, v -> shape(v.shape())));
  }

  static List<Long> shape(Shape shape) {
    return Longs.asList(shape.asArray());
  }

  /** The weighted losses, and their sum under {@code loss}, by the released code's names. */
  ImmutableMap<String, Double> losses() {
    Session.Runner runner = graph.session().runner();
    losses.forEach(runner::fetch);
    try (Result result = runner.run()) {
      ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
      int i = 0;
      for (LossTerm term : total.losses().terms().keySet()) {
        values.put(checkNotNull(GoldenCase.TERMS.get(term)), scalar(result, i++));
      }
      return values.put("loss", scalar(result, i)).buildOrThrow();
    }
  }

  private static double scalar(Result result, int index) {
    return ((TFloat32) result.get(index)).getFloat();
  }

  /** Gradients of all losses together, by variable. */
  ImmutableMap<String, FloatTensor> gradients() {
    return gradients(total);
  }

  /** Gradients of one loss, by variable; those that it does not reach are left out. */
  ImmutableMap<String, FloatTensor> gradients(LossTerm term) {
    return gradients(replica(ImmutableSet.of(term)));
  }

  private ImmutableMap<String, FloatTensor> gradients(Replica replica) {
    List<FloatTensor> values =
        graph.evaluate(replica.gradients().stream().map(Sgd.Gradient::gradient).toList());
    ImmutableMap.Builder<String, FloatTensor> gradients = ImmutableMap.builder();
    for (int i = 0; i < values.size(); i++) {
      gradients.put(replica.gradients().get(i).weight().name(), values.get(i));
    }
    return gradients.buildOrThrow();
  }

  /** Projector output of view 1 in inference mode, {@code [B, P/4, P/4, K]}. */
  FloatTensor evaluationLogits() {
    return graph.evaluate(
        network.logits(graph.pass(ForwardPass.Mode.INFERENCE), alignment.views().first().image()));
  }

  /** One step of SGD. */
  void train() {
    graph.run(ImmutableList.of(step));
  }

  /** Values of all variables of a kind, by name. */
  ImmutableMap<String, FloatTensor> values(Variable.Kind kind) {
    ImmutableList<Variable> variables = graph.variables().of(kind);
    List<FloatTensor> values = graph.read(variables);
    ImmutableMap.Builder<String, FloatTensor> byName = ImmutableMap.builder();
    for (int i = 0; i < values.size(); i++) {
      byName.put(variables.get(i).name(), values.get(i));
    }
    return byName.buildOrThrow();
  }

  @Override
  public void close() {
    graph.close();
  }
}
