package org.densesiam.export.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.densesiam.model.weights.Axes;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.NamedArrays;
import org.tensorflow.ndarray.Shape;

/** Arrays of another source under other names and in another layout; copies nothing until asked. */
final class RenamedArrays implements NamedArrays {
  private final NamedArrays source;
  private final Layout layout;
  private final ImmutableMap<String, String> sourceNames;
  private final ImmutableMap<String, Shape> shapes;

  private RenamedArrays(
      NamedArrays source,
      Layout layout,
      ImmutableMap<String, String> sourceNames,
      ImmutableMap<String, Shape> shapes) {
    this.source = source;
    this.layout = layout;
    this.sourceNames = sourceNames;
    this.shapes = shapes;
  }

  /**
   * A view of {@code source}.
   *
   * @param rename from the source's name to the view's; empty leaves the array out
   * @throws IllegalArgumentException if two arrays get one name
   */
  static NamedArrays of(
      NamedArrays source, Layout layout, Function<String, Optional<String>> rename) {
    ImmutableMap.Builder<String, String> names = ImmutableMap.builder();
    ImmutableMap.Builder<String, Shape> shapes = ImmutableMap.builder();
    for (Map.Entry<String, Shape> array : source.shapes().entrySet()) {
      rename
          .apply(array.getKey())
          .ifPresent(
              name -> {
                names.put(name, array.getKey());
                shapes.put(name, layout.of(array.getValue()));
              });
    }
    try {
      return new RenamedArrays(source, layout, names.buildOrThrow(), shapes.buildOrThrow());
    } catch (IllegalArgumentException e) { // Guava names key and values
      throw new IllegalArgumentException(
          "%s has a variable twice, with and without a prefix: %s"
              .formatted(source.origin(), e.getMessage()),
          e);
    }
  }

  @Override
  public String origin() {
    return source.origin();
  }

  @Override
  public ImmutableMap<String, Shape> shapes() {
    return shapes;
  }

  @Override
  public FloatArray get(String name) {
    String sourceName = sourceNames.get(name);
    checkArgument(sourceName != null, "%s has no variable \"%s\"", origin(), name);
    return layout.of(source.get(sourceName));
  }

  /** In which order the axes of a weight lie. */
  enum Layout {
    /** From PyTorch's to ours. */
    FROM_TORCH,
    /** From ours to PyTorch's. */
    TO_TORCH;

    Shape of(Shape shape) {
      return switch (shape.numDimensions()) {
        case 2 -> Axes.transposed(shape, 1, 0);
        case 4 -> Axes.transposed(shape, kernel());
        default -> shape;
      };
    }

    FloatArray of(FloatArray array) {
      return switch (array.shape().numDimensions()) {
        case 2 -> array.transposed(1, 0);
        case 4 -> array.transposed(kernel());
        default -> array;
      };
    }

    /** Axes of a kernel in the new layout, by their places in the old one. */
    private int[] kernel() {
      return switch (this) {
        case FROM_TORCH -> new int[] {2, 3, 1, 0};
        case TO_TORCH -> new int[] {3, 2, 0, 1};
      };
    }
  }
}
