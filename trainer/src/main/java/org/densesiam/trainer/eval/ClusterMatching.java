package org.densesiam.trainer.eval;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * Gives each class at most one cluster and each cluster at most one class, so that as many pixels
 * as possible agree: Kuhn (1955), "The Hungarian method for the assignment problem", as all work on
 * unsupervised segmentation does since IIC (ICCV 2019).
 *
 * <p>The solver wants as many clusters as classes, so empty ones are added to the fewer.
 */
final class ClusterMatching {
  private ClusterMatching() {}

  /** By class: its cluster; empty where there are fewer clusters than classes, for the rest. */
  static ImmutableList<OptionalInt> clusterOfClass(ConfusionMatrix confusion) {
    int side = Math.max(confusion.classes(), confusion.clusters());
    // Vertices: classes from 0, clusters from side.
    Graph<Integer, DefaultWeightedEdge> graph = graph(confusion, side);
    int[] clusterOfClass = new int[side];
    new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(
            graph, vertices(0, side), vertices(side, side))
        .getMatching()
        .forEach(
            edge -> clusterOfClass[graph.getEdgeSource(edge)] = graph.getEdgeTarget(edge) - side);
    return Arrays.stream(clusterOfClass)
        .limit(confusion.classes())
        .mapToObj(
            cluster ->
                cluster < confusion.clusters() ? OptionalInt.of(cluster) : OptionalInt.empty())
        .collect(ImmutableList.toImmutableList());
  }

  private static Graph<Integer, DefaultWeightedEdge> graph(ConfusionMatrix confusion, int side) {
    Graph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    vertices(0, 2 * side).forEach(graph::addVertex);
    double total = confusion.total();
    for (int each = 0; each < side; each++) {
      for (int cluster = 0; cluster < side; cluster++) {
        boolean real = each < confusion.classes() && cluster < confusion.clusters();
        long agreeing = real ? confusion.count(each, cluster) : 0;
        // Counts are whole and below 2^53, so nothing is rounded.
        graph.setEdgeWeight(graph.addEdge(each, side + cluster), total - agreeing);
      }
    }
    return graph;
  }

  private static Set<Integer> vertices(int first, int count) {
    return IntStream.range(first, first + count).boxed().collect(ImmutableSet.toImmutableSet());
  }
}
