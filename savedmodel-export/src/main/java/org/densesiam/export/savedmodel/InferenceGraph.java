package org.densesiam.export.savedmodel;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.densesiam.data.TensorFlowMessage;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.weights.CheckpointOps;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SaverDef;

/**
 * A graph of inference, with the signatures by which it is called and weights of its own.
 *
 * <p>Of what the builder adds, only that counts which a signature's outputs need: a head that no
 * signature uses leaves neither operations nor variables in {@link #metaGraph}.
 *
 * <p>Owns the graph and its session. Not thread-safe.
 */
public final class InferenceGraph implements AutoCloseable {
  // As CheckpointOps names them.
  private static final String FILENAME = "save/filename";
  private static final String SAVE = "save/Save";
  private static final String RESTORE = "save/restore_all";

  private static final String SAVED = "saved";

  private final Graph graph;
  private final Session session;
  private final ImmutableList<ServingSignature> signatures;
  private final ImmutableList<Variable> variables;
  private final CheckpointOps checkpoint;

  private InferenceGraph(
      Graph graph, ImmutableList<ServingSignature> signatures, List<Variable> all) {
    this.graph = graph;
    this.signatures = signatures;
    ImmutableSet<String> needed = Reachable.from(graph, operations(signatures));
    this.variables =
        all.stream()
            .filter(variable -> needed.contains(variable.handle().op().name()))
            .collect(toImmutableList());
    Ops tf = Ops.create(graph);
    this.checkpoint = new CheckpointOps(tf, variables);
    tf.withName(SAVED)
        .withControlDependencies(List.<Op>of(() -> graph.operationOrThrow(SAVE)))
        .identity(graph.operationOrThrow(FILENAME).output(0));
    this.session = new Session(graph);
  }

  /**
   * Builds a graph.
   *
   * @param builder adds variables and operations, and says how they are called
   * @throws IllegalArgumentException if two signatures have one name
   */
  public static InferenceGraph build(
      BiFunction<Ops, VariableStore, ImmutableList<ServingSignature>> builder) {
    Graph graph = new Graph();
    try {
      Ops tf = Ops.create(graph);
      // The seed is of no account: every weight that is exported is restored.
      VariableStore store = new VariableStore(tf, 0);
      ImmutableList<ServingSignature> signatures = builder.apply(tf, store);
      checkNames(signatures);
      return new InferenceGraph(graph, signatures, store.all());
    } catch (RuntimeException | Error failure) {
      graph.close();
      throw failure;
    }
  }

  private static void checkNames(ImmutableList<ServingSignature> signatures) {
    checkArgument(!signatures.isEmpty(), "a model needs a signature");
    Set<String> names = new HashSet<>();
    for (ServingSignature signature : signatures) {
      checkArgument(
          names.add(signature.name()), "signature \"%s\" is there twice", signature.name());
    }
  }

  private static Iterable<String> operations(ImmutableList<ServingSignature> signatures) {
    Set<String> names = new HashSet<>();
    for (ServingSignature signature : signatures) {
      for (Operand<?> tensor : signature.tensors()) {
        names.add(tensor.op().name());
      }
    }
    return names;
  }

  /**
   * Sets the weights to those of a checkpoint, which may hold more than this graph needs.
   *
   * @param prefix path of the checkpoint without {@code .index}
   * @throws IllegalArgumentException if the checkpoint does not fit
   */
  public void restore(Path prefix) {
    try {
      checkpoint.restore(session, prefix);
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      throw new IllegalArgumentException(
          "Checkpoint %s cannot be restored into this model; was it written with another configuration? %s"
              .formatted(prefix, TensorFlowMessage.firstLine(e, "no reason given")),
          e);
    }
  }

  /** Writes the weights to a checkpoint; its folder must exist. */
  void save(Path prefix) {
    checkpoint.save(session, prefix);
  }

  /** Graph, signatures and variables as loaders read them, tagged {@code serve}. */
  MetaGraphDef metaGraph() {
    return metaGraph(signatures);
  }

  /** As {@link #metaGraph()}, called in some of the ways only. */
  MetaGraphDef metaGraph(List<ServingSignature> shown) {
    MetaGraphDef.Builder metaGraph =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(
                MetaGraphDef.MetaInfoDef.newBuilder()
                    .addTags("serve")
                    .setTensorflowVersion(TensorFlow.version()))
            .setGraphDef(Reachable.prune(graph, neededOperations()))
            .setSaverDef(saver());
    shown.forEach(signature -> metaGraph.putSignatureDef(signature.name(), signature.toProto()));
    VariableCollection.addTo(metaGraph, variables);
    return metaGraph.build();
  }

  private ImmutableSet<String> neededOperations() {
    Iterable<String> initializers =
        Iterables.transform(variables, variable -> variable.initializer().op().name());
    return Reachable.from(
        graph,
        Iterables.concat(operations(signatures), initializers, List.of(SAVED, SAVE, RESTORE)));
  }

  private static SaverDef saver() {
    return SaverDef.newBuilder()
        .setFilenameTensorName(FILENAME + ":0")
        .setSaveTensorName(SAVED + ":0")
        .setRestoreOpName(RESTORE)
        .setVersion(SaverDef.CheckpointFormatVersion.V2)
        .build();
  }

  /** To run the signatures' tensors with; closed with this graph. */
  public Session session() {
    return session;
  }

  public ImmutableList<ServingSignature> signatures() {
    return signatures;
  }

  /** What the signatures need, in the order of their making. */
  public ImmutableList<Variable> variables() {
    return variables;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
