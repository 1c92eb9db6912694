package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Binds YAML and {@code key=value} overrides to one kind of configuration record.
 *
 * @param <T> the record
 */
final class ConfigLoader<T> {
  private static final YAMLMapper MAPPER = mapper();
  private static final String JOB = "job";
  private static final String PRESET = "preset";
  private static final String TWICE = "Duplicate field '";

  private final Job job;
  private final Class<T> type;

  ConfigLoader(Job job, Class<T> type) {
    this.job = job;
    this.type = type;
  }

  /**
   * The record.
   *
   * @param yaml a whole configuration
   * @param origin where it stands, for errors, such as {@code preset laptop}
   * @param overrides {@code key=value} each, the last of a key wins; values are YAML
   * @throws IllegalArgumentException with the key, its value and what is allowed
   */
  T load(String yaml, String origin, List<String> overrides) {
    ObjectNode document = parse(yaml, origin);
    checkJob(document, origin);
    return bind(document, origin, overrides);
  }

  /**
   * As {@link #load}, of a text that holds only what differs from a preset.
   *
   * @param preset a whole configuration, right in itself
   */
  T loadOver(String preset, String yaml, String origin, List<String> overrides) {
    ObjectNode changes = parse(yaml, origin);
    checkJob(changes, origin);
    changes.remove(PRESET);
    ObjectNode document = parse(preset, PRESET);
    document.remove(JOB);
    ConfigKeys.present(changes).stream()
        .sorted(Comparator.comparing((String key) -> !key.endsWith("." + SealedGroups.VARIANT)))
        .forEach(key -> lay(document, key, changes.at("/" + key.replace('.', '/')), origin));
    return bind(document, origin, overrides);
  }

  private void lay(ObjectNode document, String key, JsonNode value, String origin) {
    ConfigKeys keys = keys(document, origin);
    if (!keys.isGroup(key)) { // a group that is no group is a wrong type, which Jackson names
      keys.checkKnown(key, origin);
    }
    put(document, keys, key, value);
  }

  private T bind(ObjectNode document, String origin, List<String> overrides) {
    EarlierKeys.complete(document);
    keys(document, origin).check(document, origin);
    ImmutableSet.Builder<String> overridden = ImmutableSet.builder();
    for (String override : overrides) {
      overridden.add(apply(document, override));
    }
    keys(document, "--set").check(document, "--set");
    try {
      return MAPPER.treeToValue(document, type);
    } catch (JsonMappingException e) {
      throw new BindingError(e, document, origin, overridden.build()).toException();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage() + " (in " + origin + ")", e);
    }
  }

  private ConfigKeys keys(ObjectNode document, String origin) {
    return ConfigKeys.of(type.asSubclass(Record.class), document, origin);
  }

  private void checkJob(ObjectNode document, String origin) {
    job(document, origin)
        .filter(found -> found != job)
        .ifPresent(
            found -> {
              throw new IllegalArgumentException(
                  "%s is a configuration of densesiam %s, not of densesiam %s"
                      .formatted(origin, found.toString(), job.toString()));
            });
    document.remove(JOB);
  }

  /** The job that a configuration says it is of; empty if it does not say. */
  static Optional<Job> job(String yaml, String origin) {
    return job(parse(yaml, origin), origin);
  }

  private static Optional<Job> job(ObjectNode document, String origin) {
    return Optional.ofNullable(document.get(JOB))
        .map(
            value ->
                Arrays.stream(Job.values())
                    .filter(known -> known.toString().equals(value.asText()))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "job must be one of %s: \"%s\" (in %s)"
                                    .formatted(
                                        Joiner.on(", ").join(Job.values()),
                                        value.asText(),
                                        origin))));
  }

  /** The preset that a text says it differs from; empty if it is whole. */
  static Optional<String> preset(String yaml, String origin) {
    return Optional.ofNullable(parse(yaml, origin).get(PRESET))
        .map(
            name -> {
              checkArgument(
                  name.isTextual(),
                  "preset must be a name, such as laptop: %s (in %s)",
                  name,
                  origin);
              return name.asText();
            });
  }

  /** Whether a text gives a key a value. */
  static boolean gives(String yaml, String origin, String key) {
    return !parse(yaml, origin).at("/" + key.replace('.', '/')).isMissingNode();
  }

  /** All keys with their values. */
  ImmutableList<ConfigKey> keys(T config) {
    return keys(MAPPER.<ObjectNode>valueToTree(config), type.getSimpleName()).explained();
  }

  /** As {@link #write}, with a comment for each key. */
  String explain(T config) {
    return JOB
        + ": "
        + job.toString()
        + "\n"
        + ExplainedYaml.of(type.asSubclass(Record.class), MAPPER.valueToTree(config), keys(config));
  }

  /** As YAML, which {@link #load} reads back to an equal record. */
  String write(T config) {
    try {
      return JOB + ": " + job.toString() + "\n" + MAPPER.writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + type.getSimpleName() + " as YAML", e);
    }
  }

  private static ObjectNode parse(String yaml, String origin) {
    JsonNode tree = parseNode(yaml, origin);
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(
        "%s must hold groups of keys such as \"optimizer:\", it holds: %s"
            .formatted(origin, tree.isNull() ? "nothing" : tree));
  }

  private static JsonNode parseNode(String yaml, String origin) {
    try {
      JsonNode tree = MAPPER.readTree(yaml);
      return tree == null || tree.isMissingNode() ? NullNode.getInstance() : tree;
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage();
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new IllegalArgumentException(
          message.startsWith(TWICE)
              ? "%s has the key \"%s\" twice, the second time at line %d"
                  .formatted(origin, message.substring(TWICE.length(), message.length() - 1), line)
              : "%s is not YAML at line %d: %s".formatted(origin, line, message),
          e);
    }
  }

  /** Puts one override into the document, and returns its key. */
  private String apply(ObjectNode document, String override) {
    int equals = override.indexOf('=');
    if (equals <= 0) {
      throw new IllegalArgumentException(
          "--set takes key=value, such as run.epochs=20: \"" + override + "\"");
    }
    String key = override.substring(0, equals).strip();
    ConfigKeys keys = keys(document, "--set");
    keys.checkKnown(key, "--set");
    JsonNode value = parseNode(override.substring(equals + 1), "--set " + key);
    put(document, keys, key, value);
    return key;
  }

  private static void put(ObjectNode document, ConfigKeys keys, String key, JsonNode value) {
    List<String> path = Splitter.on('.').splitToList(key);
    ObjectNode group = document;
    for (String name : path.subList(0, path.size() - 1)) {
      group = group.withObjectProperty(name);
    }
    if (keys.isVariant(key) && !value.equals(group.get(SealedGroups.VARIANT))) {
      group.removeAll(); // the keys of another variant are given, too
    }
    group.set(path.get(path.size() - 1), value);
  }

  /** Jackson as configurations need it: strict about types, lower case for enums. */
  private static YAMLMapper mapper() {
    YAMLFactory yaml =
        YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID) // a key, not a tag
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();
    return YAMLMapper.builder(yaml)
        .annotationIntrospector(new SealedGroups())
        .addModule(new Jdk8Module())
        .addModule(new GuavaModule())
        .serializationInclusion(JsonInclude.Include.NON_ABSENT)
        // The components of a record only: a derived value such as isResumed() is no key.
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.GETTER, Visibility.NONE)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        // YAML 1.1 takes 1e-4 for a string, since it has no dot; nobody means that.
        .withCoercionConfig(
            LogicalType.Float,
            config -> config.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
        .build();
  }
}
