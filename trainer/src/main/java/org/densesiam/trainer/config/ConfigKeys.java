package org.densesiam.trainer.config;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The keys that a configuration record knows, and what a writer may have meant who used another.
 *
 * <p>Jackson knows a record's own keys only; here is the whole path, so that {@code
 * optimiser.momentum} is told of {@code optimizer.momentum}.
 */
final class ConfigKeys {
  /** Leaves by path, and whether they may be left out. */
  private final ImmutableMap<String, Boolean> optionalByLeaf;

  private final ImmutableSet<String> variants;

  private final ImmutableList<ConfigKey> explained;

  private ConfigKeys(List<Leaf> leaves, JsonNode document) {
    this.explained = leaves.stream().map(leaf -> leaf.explain(document)).collect(toImmutableList());
    this.optionalByLeaf = leaves.stream().collect(toImmutableMap(Leaf::path, Leaf::optional));
    this.variants = leaves.stream().filter(Leaf::variant).map(Leaf::path).collect(toImmutableSet());
  }

  /**
   * Of a record and the records in it, {@link SealedGroups} as a document has them.
   *
   * @param origin where the document stands, for errors
   */
  static ConfigKeys of(Class<? extends Record> type, JsonNode document, String origin) {
    return new ConfigKeys(leaves("", type, document, origin).toList(), document);
  }

  /** All keys in order, with the document's values. */
  ImmutableList<ConfigKey> explained() {
    return explained;
  }

  /** Whether a key says which record a group is. */
  boolean isVariant(String key) {
    return variants.contains(key);
  }

  /** Whether a key names a value, not a group of them. */
  boolean contains(String key) {
    return optionalByLeaf.containsKey(key);
  }

  /** Fails on the first key of a document that is unknown, and on the first that it lacks. */
  void check(JsonNode document, String origin) {
    ImmutableSet<String> present = present(document);
    present.stream()
        .filter(key -> !contains(key) && !isGroup(key))
        .findFirst()
        .ifPresent(key -> fail(key, origin));
    optionalByLeaf.forEach(
        (key, optional) -> {
          if (!optional && !isGiven(key, present)) {
            throw new IllegalArgumentException(
                "missing key \"%s\" (in %s); a configuration has every key, as the presets do"
                    .formatted(key, origin));
          }
        });
  }

  /** Fails unless the key names a value. */
  void checkKnown(String key, String origin) {
    if (isGroup(key)) {
      throw new IllegalArgumentException(
          "\"%s\" is a group of keys, such as \"%s\" (%s)"
              .formatted(key, membersOf(key).findFirst().orElse(key), origin));
    }
    if (!contains(key)) {
      fail(key, origin);
    }
  }

  private void fail(String key, String origin) {
    throw new IllegalArgumentException(
        "unknown key \"%s\"%s (in %s)"
            .formatted(
                key,
                nearest(key).map(known -> "; did you mean \"" + known + "\"?").orElse(""),
                origin));
  }

  /** The known key that is closest, if one is close. */
  private Optional<String> nearest(String key) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    Comparator<String> byDistance = Comparator.comparing(known -> distance.apply(key, known));
    String name = lastPart(key);
    Stream<String> sameName =
        optionalByLeaf.keySet().stream().filter(known -> lastPart(known).equals(name));
    return sameName
        .min(byDistance) // the right name in a wrong group
        .or(() -> Spelling.nearest(key, optionalByLeaf.keySet()));
  }

  /** Whether others begin with a key. */
  boolean isGroup(String key) {
    return membersOf(key).findAny().isPresent();
  }

  private Stream<String> membersOf(String group) {
    return optionalByLeaf.keySet().stream().filter(key -> key.startsWith(group + "."));
  }

  /** A group given as something else than a group is a wrong type, which Jackson names. */
  private static boolean isGiven(String key, ImmutableSet<String> present) {
    return present.stream().anyMatch(given -> given.equals(key) || key.startsWith(given + "."));
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Paths of all values of a document; an empty group counts as a value. */
  static ImmutableSet<String> present(JsonNode document) {
    return present("", document).collect(toImmutableSet());
  }

  private static Stream<String> present(String prefix, JsonNode node) {
    return node.properties().stream()
        .flatMap(
            field ->
                field.getValue().isObject() && !field.getValue().isEmpty()
                    ? present(prefix + field.getKey() + ".", field.getValue())
                    : Stream.of(prefix + field.getKey()));
  }

  private static Stream<Leaf> leaves(
      String prefix, Class<?> type, JsonNode document, String origin) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(component -> leaves(prefix, component, document, origin));
  }

  private static Stream<Leaf> leaves(
      String prefix, RecordComponent component, JsonNode document, String origin) {
    String path = prefix + component.getName();
    JsonNode group = document.path(component.getName());
    if (component.getType().isRecord()) {
      return leaves(path + ".", component.getType(), group, origin);
    }
    if (!SealedGroups.contains(component.getType())) {
      return Stream.of(new Leaf(path, component, false));
    }
    Leaf variant = new Leaf(path + "." + SealedGroups.VARIANT, component, true);
    JsonNode name = group.path(SealedGroups.VARIANT);
    if (name.isMissingNode()) {
      return Stream.of(variant); // which is then what is missing
    }
    ImmutableMap<String, Class<?>> known = SealedGroups.variants(component.getType());
    Class<?> chosen = known.get(name.asText());
    if (chosen == null) {
      throw new IllegalArgumentException(
          "%s must be one of %s: %s (%s)"
              .formatted(
                  variant.path,
                  String.join(", ", known.keySet()),
                  name,
                  origin.startsWith("--") ? origin : "in " + origin));
    }
    return Stream.concat(Stream.of(variant), leaves(path + ".", chosen, group, origin));
  }

  private record Leaf(String path, RecordComponent component, boolean variant) {
    boolean optional() {
      return component.getType() == Optional.class;
    }

    ConfigKey explain(JsonNode document) {
      JsonNode value = document.at("/" + path.replace('.', '/'));
      return variant
          ? ConfigKey.ofVariant(path, SealedGroups.variants(component.getType()).keySet(), value)
          : ConfigKey.of(path, component, value);
    }
  }
}
