package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.function.Function;
import org.densesiam.data.view.Alignment;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.WeightAssignment;
import org.densesiam.trainer.config.SiameseConfig;
import org.densesiam.trainer.machine.Device;
import org.densesiam.trainer.machine.SessionOptions;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The training steps of a configuration on one device, from given weights and on given views: to
 * see whether they come to what they should. Owns graph and session.
 */
public final class FixedSteps implements AutoCloseable {
  /** Of one step, that is done: every loss has set in. */
  private static final long LAST = 1;

  private final SiameseConfig config;
  private final Graph graph = new Graph();
  private final TrainingGraph<Alignment> training;
  private final ImmutableList<Variable> weights;
  private final ImmutableList<Operand<TFloat32>> reads;
  private final WeightAssignment assignment;
  private final Session session;

  /**
   * Builds the graph, all losses on.
   *
   * @param views adds the views of each replica to the graph, at least one
   */
  public FixedSteps(SiameseConfig config, Device device, Function<Ops, List<Alignment>> views) {
    this.config = config;
    Ops tf = Ops.create(graph).withDevice(device.spec());
    this.training = new TrainingGraph<>(tf, config, config.model(), views.apply(tf));
    this.weights =
        training.variables().all().stream()
            .filter(variable -> variable.kind() == Variable.Kind.WEIGHT)
            .collect(ImmutableList.toImmutableList());
    this.reads =
        weights.stream()
            .<Operand<TFloat32>>map(weight -> tf.readVariableOp(weight.handle(), TFloat32.class))
            .collect(ImmutableList.toImmutableList());
    this.assignment = new WeightAssignment(tf, weights);
    this.session = new Session(graph, SessionOptions.training(config.viewsPerImage()));
    for (Op initializer : training.variables().initializers()) {
      session.run(initializer);
    }
  }

  /** Shape of every weight, in our layout, by name. */
  public ImmutableMap<String, Shape> shapes() {
    return weights.stream().collect(ImmutableMap.toImmutableMap(Variable::name, Variable::shape));
  }

  /** Sets the weights. */
  public void start(NamedArrays from) {
    assignment.assign(session, from);
  }

  /**
   * Trains one step.
   *
   * @return the loss, before the step's update
   */
  public double step() {
    TrainingGraph.Phase phase = training.phase(LAST, LAST);
    try (TFloat32 rate = TFloat32.scalarOf((float) config.initialLearningRate())) {
      Session.Runner runner = session.runner().addTarget(phase.train());
      for (Variable.Group group : Variable.Group.values()) {
        runner.feed(checkNotNull(training.rates().get(group)), rate);
      }
      try (Result result = runner.fetch(phase.losses().total()).run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    }
  }

  /** The numbers of every weight, by name. */
  public ImmutableMap<String, float[]> weights() {
    Session.Runner runner = session.runner();
    reads.forEach(runner::fetch);
    try (Result result = runner.run()) {
      ImmutableMap.Builder<String, float[]> values = ImmutableMap.builder();
      for (int i = 0; i < weights.size(); i++) {
        TFloat32 tensor = (TFloat32) result.get(i);
        float[] numbers = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(numbers);
        values.put(weights.get(i).name(), numbers);
      }
      return values.buildOrThrow();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
