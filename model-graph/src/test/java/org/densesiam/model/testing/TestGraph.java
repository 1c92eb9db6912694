package org.densesiam.model.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** A graph with a variable store, and the session that runs it. Owns both. */
public final class TestGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final VariableStore variables;

  private TestGraph(long seed) {
    this.variables = new VariableStore(tf, seed);
  }

  public static TestGraph open() {
    return open(1);
  }

  /** A graph whose variables draw their initial values from {@code seed}. */
  public static TestGraph open(long seed) {
    return new TestGraph(seed);
  }

  public Ops tf() {
    return tf;
  }

  public Graph graph() {
    return graph;
  }

  /** The session, which this owns. */
  public Session session() {
    return session;
  }

  public VariableStore variables() {
    return variables;
  }

  /** Root of the variables' names. */
  public ModelScope scope() {
    return ModelScope.root(variables);
  }

  /** A variable by its name. */
  public Variable variable(String name) {
    return variables.all().stream()
        .filter(variable -> variable.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variable " + name));
  }

  /** Float32 passes of the two views of one replica. */
  public Twin<ForwardPass<TFloat32>> passes(ForwardPass.Mode mode) {
    return passes(mode, new WeightReader<>(tf, TFloat32.class));
  }

  /** Passes of the two views of one replica. */
  public <T extends TFloating> Twin<ForwardPass<T>> passes(
      ForwardPass.Mode mode, WeightReader<T> reader) {
    return new Twin<>(new ForwardPass<>(tf, mode, reader), new ForwardPass<>(tf, mode, reader));
  }

  /** A float32 pass of one view. */
  public ForwardPass<TFloat32> pass(ForwardPass.Mode mode) {
    return passes(mode).first();
  }

  /** A constant, whose value {@link #evaluate(Operand, Map)} can replace. */
  public Operand<TFloat32> constant(FloatTensor value) {
    try (TFloat32 tensor = value.toTensor()) {
      return tf.constantOf(tensor);
    }
  }

  /** Gives every variable its initial value. */
  public void initialize() {
    run(ImmutableList.of(variables.initializer()));
  }

  /** Runs operations for their effect. */
  public void run(Iterable<? extends Op> targets) {
    Session.Runner runner = session.runner();
    targets.forEach(runner::addTarget);
    try (Result result = runner.run()) {
      // Nothing was fetched.
    }
  }

  /** Gives a variable a value. */
  public void set(Variable variable, FloatTensor value) {
    set(ImmutableMap.of(variable, value));
  }

  /** Gives variables values, in one run: each run of a changed graph costs. */
  public void set(Map<Variable, FloatTensor> values) {
    ImmutableList.Builder<Op> assignments = ImmutableList.builder();
    values.forEach(
        (variable, value) ->
            assignments.add(tf.assignVariableOp(variable.handle(), constant(value))));
    run(assignments.build());
  }

  /** The value of a variable. */
  public FloatTensor read(Variable variable) {
    return read(ImmutableList.of(variable)).get(0);
  }

  /** The values of variables, in one run. */
  public ImmutableList<FloatTensor> read(List<Variable> all) {
    return evaluate(
        all.stream()
            .map(variable -> tf.readVariableOp(variable.handle(), TFloat32.class))
            .collect(ImmutableList.toImmutableList()));
  }

  public FloatTensor evaluate(Operand<? extends TFloating> x) {
    return evaluate(ImmutableList.of(x)).get(0);
  }

  /** The values of several operands in one run. */
  public ImmutableList<FloatTensor> evaluate(List<? extends Operand<? extends TFloating>> all) {
    Session.Runner runner = session.runner();
    // Each through an operation of its own: fetching one output twice fails.
    all.forEach(x -> runner.fetch(tf.identity(tf.dtypes.cast(x, TFloat32.class))));
    try (Result result = runner.run()) {
      return IntStream.range(0, all.size())
          .mapToObj(i -> FloatTensor.copyOf((TFloat32) result.get(i)))
          .collect(ImmutableList.toImmutableList());
    }
  }

  /** The value of {@code y} were the operands of {@code instead} what they are mapped to. */
  public FloatTensor evaluate(
      Operand<TFloat32> y, Map<? extends Operand<TFloat32>, FloatTensor> instead) {
    ImmutableMap.Builder<Operand<TFloat32>, TFloat32> feeds = ImmutableMap.builder();
    instead.forEach((operand, value) -> feeds.put(operand, value.toTensor()));
    ImmutableMap<Operand<TFloat32>, TFloat32> tensors = feeds.buildOrThrow();
    try {
      Session.Runner runner = session.runner().fetch(y);
      tensors.forEach(runner::feed);
      try (Result result = runner.run()) {
        return FloatTensor.copyOf((TFloat32) result.get(0));
      }
    } finally {
      tensors.values().forEach(TFloat32::close);
    }
  }

  /** Gradient of the scalar {@code y}, zero where {@code y} does not depend on {@code x}. */
  public FloatTensor gradient(Operand<TFloat32> y, Operand<TFloat32> x) {
    return gradients(y, ImmutableList.of(x)).get(0);
  }

  /** Gradients of the scalar {@code y}, zero with respect to what it does not depend on. */
  public ImmutableList<FloatTensor> gradients(
      Operand<TFloat32> y, List<? extends Operand<TFloat32>> xs) {
    Operand<TFloat32> reaching = y;
    for (Operand<TFloat32> x : xs) {
      // addGradients fails for an x that y does not depend on: make every y depend, by nothing.
      Operand<TFloat32> nothing = tf.math.mul(tf.constant(0f), sum(x));
      reaching = tf.math.add(reaching, nothing);
    }
    Output<?>[] outputs = xs.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    ImmutableList.Builder<Operand<? extends TFloating>> gradients = ImmutableList.builder();
    for (Output<?> gradient : graph.addGradients(reaching.asOutput(), outputs)) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    return evaluate(gradients.build());
  }

  private Operand<TFloat32> sum(Operand<TFloat32> x) {
    return tf.reduceSum(x, tf.constant(IntStream.range(0, x.shape().numDimensions()).toArray()));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
