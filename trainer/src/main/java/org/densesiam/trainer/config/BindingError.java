package org.densesiam.trainer.config;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence which key of a document holds what it must not.
 *
 * @param cause Jackson's account
 * @param document what was bound
 * @param origin where it stands
 * @param overridden keys that {@code --set} gave
 */
record BindingError(
    JsonMappingException cause, JsonNode document, String origin, ImmutableSet<String> overridden) {

  IllegalArgumentException toException() {
    String key = keyOf(cause.getPath());
    if (cause.getCause() instanceof IllegalArgumentException refusal) {
      return refusedByRecord(key, Strings.nullToEmpty(refusal.getMessage()));
    }
    return exception(key, "%s must be %s: %s".formatted(key, expected(), valueOf(key)));
  }

  private IllegalArgumentException exception(String key, String sentence) {
    boolean fromSet =
        overridden.stream()
            .anyMatch(set -> (set + ".").startsWith(key + ".") || key.startsWith(set + "."));
    return new IllegalArgumentException(
        "%s (%s)".formatted(sentence, fromSet ? "--set" : "in " + origin), cause);
  }

  /** A record's refusal begins with the name of its component, by our convention. */
  private IllegalArgumentException refusedByRecord(String group, String message) {
    String first = message.substring(0, Math.max(0, message.indexOf(' ')));
    String prefix = group.isEmpty() ? "" : group + ".";
    if (!valueOf(prefix + first).isMissingNode()) {
      return exception(prefix + first, prefix + message);
    }
    return exception(group, group.isEmpty() ? message : group + ": " + message);
  }

  private JsonNode valueOf(String key) {
    return document.at("/" + key.replace('.', '/'));
  }

  private String expected() {
    Class<?> target = targetType();
    if (target == int.class || target == Integer.class) {
      return "a whole number of at most 2147483647";
    }
    if (target == long.class || target == Long.class) {
      return "a whole number";
    }
    if (target == double.class || target == Double.class) {
      return "a number";
    }
    if (target == boolean.class || target == Boolean.class) {
      return "true or false";
    }
    if (target.isEnum()) {
      return "one of " + String.join(", ", Spelling.all(target));
    }
    if (List.class.isAssignableFrom(target)) {
      return "a list";
    }
    return target.isRecord() ? "a group of keys" : "a " + target.getSimpleName();
  }

  private Class<?> targetType() {
    @Nullable Class<?> target = null;
    if (cause instanceof MismatchedInputException mismatch) {
      target = mismatch.getTargetType();
    } else if (cause.getCause() instanceof InputCoercionException overflow) {
      target = overflow.getTargetType();
    }
    if (target == null) { // a defect of ours: no configuration should get here
      throw new IllegalStateException("Cannot bind a configuration", cause);
    }
    return target;
  }

  private static String keyOf(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
