package org.densesiam.data.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.densesiam.data.record.PixelClass;

/**
 * What a pixel's value in a label file means: a class, or nothing ({@link PixelClass#IGNORED}). 255
 * always means nothing. Values without a meaning are a fault of the file or of the list.
 */
public final class LabelValues {
  /** What {@link #meaningOf} gives for a value of which nobody said anything. */
  public static final int UNKNOWN = -1;

  private final ImmutableList<PixelClass> classes;
  private final ImmutableIntArray meanings; // by value, from 0

  private LabelValues(ImmutableList<PixelClass> classes, ImmutableIntArray meanings) {
    this.classes = classes;
    this.meanings = meanings;
  }

  /**
   * Values and their meanings.
   *
   * @param classes at least one, at most 255, all of different names
   * @param meanings by value, from 0: an index into {@code classes}, or {@link PixelClass#IGNORED}
   */
  static LabelValues of(ImmutableList<PixelClass> classes, ImmutableIntArray meanings) {
    checkArgument(!classes.isEmpty(), "there must be a class");
    checkArgument(
        classes.size() <= PixelClass.MAX_CLASSES,
        "expected at most %s classes, found %s",
        PixelClass.MAX_CLASSES,
        classes.size());
    return new LabelValues(classes, meanings);
  }

  /**
   * Reads a list of classes: a text in UTF-8, a class a line. The number of the line, from 0, is
   * the value in label files. A name may be followed by {@code : thing}, {@code : stuff}, or {@code
   * : void} for a value that is left out of every figure. Lines that begin with {@code #} do not
   * count.
   *
   * <pre>
   * sky: stuff
   * car: thing
   * unlabelled: void
   * </pre>
   *
   * @throws IllegalArgumentException if it names no class, too many, or one twice, or has an empty
   *     line between others
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static LabelValues read(Path file) {
    return ClassListFile.read(file);
  }

  /** All classes, by number; at least one. */
  public ImmutableList<PixelClass> classes() {
    return classes;
  }

  /** The number of a class, or {@link PixelClass#IGNORED}, or {@link #UNKNOWN}. */
  public int meaningOf(int value) {
    if (value == PixelClass.IGNORED) {
      return PixelClass.IGNORED;
    }
    return value >= 0 && value < meanings.length() ? meanings.get(value) : UNKNOWN;
  }

  /** The values that have a meaning, for a sentence: {@code 0 to 11 and 255}. */
  public String expected() {
    return "0 to %d and %d".formatted(meanings.length() - 1, PixelClass.IGNORED);
  }

  /** A line for each value and its class, the same for equal values. */
  public String listing() {
    return IntStream.range(0, meanings.length())
        .mapToObj(value -> "%d\t%s\n".formatted(value, describe(meanings.get(value))))
        .collect(Collectors.joining());
  }

  private String describe(int meaning) {
    if (meaning == PixelClass.IGNORED) {
      return "void";
    }
    PixelClass found = classes.get(meaning);
    return found.name() + found.kind().map(kind -> ": " + kind).orElse("");
  }

  /** The first names that occur twice. */
  static ImmutableSet<String> twice(ImmutableList<PixelClass> classes) {
    Set<String> seen = new TreeSet<>();
    return classes.stream()
        .map(PixelClass::name)
        .filter(name -> !seen.add(name))
        .collect(ImmutableSet.toImmutableSet());
  }
}
