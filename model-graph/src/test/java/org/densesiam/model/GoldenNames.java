package org.densesiam.model;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.densesiam.model.scope.Variable;
import org.tensorflow.ndarray.Shape;

/**
 * Recorded names and shapes of variables; each file says in its first lines where they are from.
 */
final class GoldenNames {
  private GoldenNames() {}

  /** Names and shapes of a file beside this class, with {@code prefix} before each name. */
  static ImmutableMap<String, Shape> read(String file, String prefix) {
    ImmutableMap.Builder<String, Shape> shapes = ImmutableMap.builder();
    for (String line : lines(file)) {
      if (!line.startsWith("#")) {
        List<String> nameAndShape = Splitter.on(' ').splitToList(line);
        long[] dimensions =
            Splitter.on('x')
                .splitToStream(nameAndShape.get(1))
                .mapToLong(Long::parseLong)
                .toArray();
        shapes.put(prefix + nameAndShape.get(0), Shape.of(dimensions));
      }
    }
    return shapes.buildOrThrow();
  }

  private static List<String> lines(String file) {
    try {
      return Resources.readLines(
          Resources.getResource(GoldenNames.class, file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImmutableMap<String, Shape> of(Collection<Variable> variables) {
    return variables.stream().collect(ImmutableMap.toImmutableMap(Variable::name, Variable::shape));
  }
}
