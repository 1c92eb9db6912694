package org.densesiam.export.savedmodel;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The part of a graph that some of its operations need. */
final class Reachable {
  private Reachable() {}

  /** Names of {@code targets} and of every operation that they need, by data or by control. */
  static ImmutableSet<String> from(Graph graph, Iterable<String> targets) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<GraphOperation> open = new ArrayDeque<>();
    targets.forEach(name -> visit(graph.operationOrThrow(name), seen, open));
    while (!open.isEmpty()) {
      GraphOperation operation = open.remove();
      for (int i = 0; i < operation.numInputs(); i++) {
        visit((GraphOperation) operation.input(i).op(), seen, open);
      }
      operation.controlInputs().forEach(input -> visit(input, seen, open));
    }
    return ImmutableSet.copyOf(seen);
  }

  private static void visit(
      GraphOperation operation, Set<String> seen, Deque<GraphOperation> open) {
    if (seen.add(operation.name())) {
      open.add(operation);
    }
  }

  /** The graph's nodes of these names, in the graph's order, with its functions. */
  static GraphDef prune(Graph graph, ImmutableSet<String> names) {
    GraphDef whole = graph.toGraphDef();
    GraphDef.Builder pruned = whole.toBuilder().clearNode();
    for (NodeDef node : whole.getNodeList()) {
      if (names.contains(node.getName())) {
        pruned.addNode(node);
      }
    }
    return pruned.build();
  }
}
