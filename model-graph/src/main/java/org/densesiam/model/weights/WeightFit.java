package org.densesiam.model.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.densesiam.model.scope.Variable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Whether arrays are those that a network's variables want. */
public final class WeightFit {
  private static final int NAMED = 3;

  private WeightFit() {}

  /**
   * Fails unless there is an array for each variable, in its shape. There may be more.
   *
   * @throws IllegalArgumentException naming the first three that differ, and what network the
   *     arrays look like
   */
  public static void check(NamedArrays arrays, Collection<Variable> wanted) {
    check(arrays.origin(), arrays.shapes(), shapes(wanted));
  }

  /**
   * As {@link #check(NamedArrays, Collection)}, by names and shapes alone.
   *
   * @param origin of what was found, for the message
   */
  public static void check(
      String origin, ImmutableMap<String, Shape> found, ImmutableMap<String, Shape> wanted) {
    checkNone(origin, found, wanted, differences(found, wanted), "");
  }

  /** Name to shape. */
  public static ImmutableMap<String, Shape> shapes(Collection<Variable> variables) {
    return variables.stream().collect(ImmutableMap.toImmutableMap(Variable::name, Variable::shape));
  }

  /**
   * As {@link #check(String, ImmutableMap, ImmutableMap)}, and there may be no others: every
   * variable of a ResNet-18 is one of a ResNet-34 too, in the same shape, and means something else
   * there.
   *
   * @param origin of what was found, for the message
   * @param remedy what the caller's user can do, to end the message with
   */
  public static void checkExact(
      String origin,
      ImmutableMap<String, Shape> found,
      ImmutableMap<String, Shape> wanted,
      String remedy) {
    ImmutableList<String> wrong =
        Stream.concat(
                differences(found, wanted).stream(),
                found.entrySet().stream()
                    .filter(entry -> !wanted.containsKey(entry.getKey()))
                    .map(
                        entry ->
                            "the model has no variable \"%s\" %s"
                                .formatted(entry.getKey(), entry.getValue())))
            .collect(ImmutableList.toImmutableList());
    checkNone(origin, found, wanted, wrong, "; " + remedy);
  }

  private static ImmutableList<String> differences(
      ImmutableMap<String, Shape> found, ImmutableMap<String, Shape> wanted) {
    return wanted.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
        .map(entry -> difference(entry, found.get(entry.getKey())))
        .collect(ImmutableList.toImmutableList());
  }

  private static void checkNone(
      String origin,
      ImmutableMap<String, Shape> found,
      ImmutableMap<String, Shape> wanted,
      ImmutableList<String> wrong,
      String ending) {
    checkArgument(
        wrong.isEmpty(),
        "%s does not fit the model: %s%s. %s%s",
        origin,
        Joiner.on("; ").join(wrong.subList(0, Math.min(NAMED, wrong.size()))),
        wrong.size() > NAMED ? "; and " + (wrong.size() - NAMED) + " more" : "",
        networks(found, wanted),
        ending);
  }

  /**
   * An array, proved to hold finite numbers only.
   *
   * @throws IllegalArgumentException naming array, value and place if one is not
   */
  public static FloatArray finite(NamedArrays arrays, String name) {
    FloatArray array = arrays.get(name);
    OptionalInt wrong = array.firstNotFinite();
    checkArgument(
        wrong.isEmpty(),
        "%s: variable \"%s\" has a value that is not finite, %s at place %s of %s; take weights from"
            + " before the training diverged",
        arrays.origin(),
        name,
        wrong.isPresent() ? array.values().get(wrong.getAsInt()) : Float.NaN,
        wrong.orElse(0),
        array.shape());
    return array;
  }

  private static String difference(Map.Entry<String, Shape> wanted, @Nullable Shape found) {
    return found == null
        ? "it has no variable \"%s\" %s".formatted(wanted.getKey(), wanted.getValue())
        : "variable \"%s\" is %s there and %s here"
            .formatted(wanted.getKey(), found, wanted.getValue());
  }

  private static String networks(
      ImmutableMap<String, Shape> found, ImmutableMap<String, Shape> wanted) {
    Optional<String> there = ResNetTraits.describe(found);
    Optional<String> here = ResNetTraits.describe(wanted);
    if (there.isEmpty()) {
      return "It does not look like a residual network under torchvision's names";
    }
    return there.equals(here)
        ? "Its backbone looks like the model's, a " + there.get()
        : "It looks like a "
            + there.get()
            + here.map(network -> ", the model is a " + network).orElse("");
  }
}
