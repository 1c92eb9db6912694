package org.densesiam.data.source;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;

/** Reads a list of classes, as {@link LabelValues#read} describes it. */
final class ClassListFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String VOID = "void";

  private final Path file;
  private final ImmutableList.Builder<PixelClass> classes = ImmutableList.builder();
  private final ImmutableIntArray.Builder meanings = ImmutableIntArray.builder();
  private int count;

  private ClassListFile(Path file) {
    this.file = file;
  }

  static LabelValues read(Path file) {
    ClassListFile list = new ClassListFile(file);
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      list.add(lines.get(i).strip(), i + 1);
    }
    return list.values();
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = new ArrayList<>();
      Files.readString(file, UTF_8).replace(BYTE_ORDER_MARK, "").lines().forEach(lines::add);
      while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
        lines.remove(lines.size() - 1);
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "%s is not a text in UTF-8; give a list of classes, one a line".formatted(file), e);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "%s does not exist; give a list of classes, one a line".formatted(file), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private void add(String line, int number) {
    if (line.startsWith("#")) {
      return;
    }
    checkArgument(
        !line.isEmpty(),
        "%s, line %s is empty; every line is a class, whose value in the labels is its place in the list: name it, or write 'unnamed: void'",
        file,
        number);
    int colon = line.lastIndexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon).strip();
    String role = colon < 0 ? "" : Ascii.toLowerCase(line.substring(colon + 1).strip());
    checkArgument(!name.isEmpty(), "%s, line %s: a class must have a name: %s", file, number, line);
    if (role.equals(VOID)) {
      meanings.add(PixelClass.IGNORED);
    } else {
      meanings.add(count++);
      classes.add(new PixelClass(name, kind(role, line, number)));
    }
  }

  private Optional<PixelClass.Kind> kind(String role, String line, int number) {
    return switch (role) {
      case "" -> Optional.empty();
      case "thing" -> Optional.of(PixelClass.Kind.THING);
      case "stuff" -> Optional.of(PixelClass.Kind.STUFF);
      default ->
          throw new IllegalArgumentException(
              "%s, line %d: expected thing, stuff or void after the colon, found %s: %s"
                  .formatted(file, number, role, line));
    };
  }

  private LabelValues values() {
    ImmutableList<PixelClass> all = classes.build();
    ImmutableIntArray byValue = meanings.build();
    checkArgument(
        !all.isEmpty(),
        "%s names no class%s; give a list of classes, one a line",
        file,
        byValue.isEmpty() ? "" : " but void ones");
    checkArgument(
        byValue.length() <= PixelClass.MAX_CLASSES,
        "%s has %s lines, expected at most %s, since values have 8 bits and 255 means ignored",
        file,
        byValue.length(),
        PixelClass.MAX_CLASSES);
    ImmutableSet<String> twice = LabelValues.twice(all);
    checkArgument(
        twice.isEmpty(),
        "%s names a class twice: %s; give each class a name of its own",
        file,
        String.join(", ", twice));
    return LabelValues.of(all, byValue);
  }
}
