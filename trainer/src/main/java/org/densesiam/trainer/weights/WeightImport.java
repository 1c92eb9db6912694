package org.densesiam.trainer.weights;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSortedSet.toImmutableSortedSet;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import java.util.Comparator;
import org.densesiam.model.NetworkConfig;
import org.densesiam.model.Learner;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.WeightFit;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/**
 * What of some weights goes into a network that is to be trained: its backbone, which must be
 * there, and each head of which there is anything. Other heads start as the seed has them; what the
 * network does not have is left out.
 *
 * @param weights proved to fit, with finite values
 * @param taken parts that come from the weights, {@code backbone} first among them
 * @param fresh parts that start as the seed has them
 * @param ignored parts of the weights that the network does not have
 */
public record WeightImport(
    NamedArrays weights,
    ImmutableSortedSet<String> taken,
    ImmutableSortedSet<String> fresh,
    ImmutableSortedSet<String> ignored) {
  private static final String BACKBONE = "backbone";

  /**
   * Looks at the weights; nothing is changed anywhere.
   *
   * @param source in our names and layouts
   * @throws IllegalArgumentException if a part that is taken has a variable too few, too many, of
   *     another shape, or not finite
   */
  public static WeightImport of(NetworkConfig<?> network, NamedArrays source) {
    try (Graph graph = new Graph()) {
      VariableStore store = new VariableStore(Ops.create(graph), 0);
      Learner<?> unused = network.build(ModelScope.root(store));
      return of(store.all(), source);
    }
  }

  private static WeightImport of(ImmutableList<Variable> variables, NamedArrays source) {
    ImmutableSortedSet<String> there = parts(source.shapes().keySet());
    ImmutableList<Variable> wanted =
        variables.stream()
            .filter(v -> part(v.name()).equals(BACKBONE) || there.contains(part(v.name())))
            .collect(toImmutableList());
    ImmutableSortedSet<String> taken = parts(Lists.transform(wanted, Variable::name));
    WeightFit.checkExact(
        source.origin(),
        ImmutableMap.copyOf(Maps.filterKeys(source.shapes(), name -> taken.contains(part(name)))),
        WeightFit.shapes(wanted),
        "set the configuration's model.* keys to the sizes of the weights, or take other weights");
    ImmutableMap<String, FloatArray> arrays =
        wanted.stream()
            .map(Variable::name)
            .collect(
                ImmutableMap.toImmutableMap(name -> name, name -> WeightFit.finite(source, name)));
    ImmutableSortedSet<String> all = parts(variables.stream().map(Variable::name).toList());
    return new WeightImport(
        new ArrayMap(source.origin(), arrays), taken, without(all, taken), without(there, all));
  }

  private static ImmutableSortedSet<String> parts(Iterable<String> names) {
    ImmutableSortedSet.Builder<String> parts = ImmutableSortedSet.naturalOrder();
    names.forEach(name -> parts.add(part(name)));
    return parts.build();
  }

  /** {@code projector} of {@code projector.0.weight}. */
  private static String part(String name) {
    return Splitter.on('.').split(name).iterator().next();
  }

  private static ImmutableSortedSet<String> without(
      ImmutableSortedSet<String> all, ImmutableSortedSet<String> some) {
    return all.stream()
        .filter(part -> !some.contains(part))
        .collect(toImmutableSortedSet(Comparator.naturalOrder()));
  }
}
