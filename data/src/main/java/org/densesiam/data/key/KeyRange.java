package org.densesiam.data.key;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which values a component of a configuration record may have, as its {@link Key} says. */
public final class KeyRange {
  private static final Pattern INTERVAL =
      Pattern.compile("(?<open>[\\[(])(?<min>[\\d.]+), (?<max>[\\d.]*)(?<close>[\\])])");

  private final Key key;
  private final boolean whole;

  private KeyRange(Key key, boolean whole) {
    this.key = key;
    this.whole = whole;
  }

  /** Of a component; empty if it has no {@link Key}. */
  public static Optional<KeyRange> of(RecordComponent component) {
    Type type = component.getGenericType();
    boolean fraction = type == double.class || type.getTypeName().contains("Double");
    return Optional.ofNullable(component.getAnnotation(Key.class))
        .map(key -> new KeyRange(key, !fraction));
  }

  /**
   * Checks all values of a record, from its compact constructor.
   *
   * @param values of all components, in order
   * @throws NullPointerException if one is null
   * @throws IllegalArgumentException if one is out of range; the message begins with its name
   */
  public static void check(Class<? extends Record> type, Object... values) {
    RecordComponent[] components = type.getRecordComponents();
    checkState(values.length == components.length, "%s: a value for each component", type);
    for (int i = 0; i < values.length; i++) {
      String name = components[i].getName();
      Object value = checkNotNull(values[i], name);
      of(components[i]).ifPresent(range -> range.check(name, value));
    }
  }

  private void check(String name, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> check(name, present));
    } else if (value instanceof Number number) {
      checkArgument(
          contains(number.doubleValue()),
          "%s must be %s%s: %s",
          name,
          words(),
          key.absent().isEmpty() ? "" : ", or be left out for " + key.absent(),
          value);
    }
  }

  /** For a sentence such as {@code momentum must be in [0, 1)}; empty if it may be any. */
  public String words() {
    if (key.multipleOf() > 0) {
      return "a multiple of " + counted("" + key.multipleOf());
    }
    if (key.range().isEmpty()) {
      return "";
    }
    Matcher interval = interval();
    boolean closed = interval.group("open").equals("[");
    if (interval.group("max").isEmpty()) {
      return (closed ? "at least " : "above ") + counted(interval.group("min"));
    }
    return whole && closed && interval.group("close").equals("]")
        ? interval.group("min") + " to " + counted(interval.group("max"))
        : "in " + key.range();
  }

  private String counted(String number) {
    if (key.unit().isEmpty()) {
      return number;
    }
    boolean one = number.equals("1");
    return number + " " + (one ? key.unit().replaceFirst("s$", "") : key.unit());
  }

  private boolean contains(double value) {
    if (key.multipleOf() > 0 && value % key.multipleOf() != 0) {
      return false;
    }
    if (key.range().isEmpty()) {
      return true;
    }
    Matcher interval = interval();
    double min = Double.parseDouble(interval.group("min"));
    String max = interval.group("max");
    return Double.isFinite(value)
        && (interval.group("open").equals("[") ? value >= min : value > min)
        && (max.isEmpty()
            || (interval.group("close").equals("]")
                ? value <= Double.parseDouble(max)
                : value < Double.parseDouble(max)));
  }

  private Matcher interval() {
    Matcher matcher = INTERVAL.matcher(key.range());
    checkState(matcher.matches(), "not an interval such as [0, 1): %s", key.range());
    return matcher;
  }
}
