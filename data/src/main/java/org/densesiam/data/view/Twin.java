package org.densesiam.data.view;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The same thing of the two views of an image.
 *
 * @param first of view 1
 * @param second of view 2
 */
public record Twin<X>(X first, X second) {

  /**
   * {@code f} of each. View 1 comes first, always: the order of operations is the order of views.
   */
  public <Y> Twin<Y> map(Function<? super X, ? extends Y> f) {
    Y ofFirst = f.apply(first);
    return new Twin<>(ofFirst, f.apply(second));
  }

  /** {@code f} of each with the other twin's of the same view. */
  public <Y, Z> Twin<Z> with(Twin<Y> other, BiFunction<? super X, ? super Y, ? extends Z> f) {
    Z ofFirst = f.apply(first, other.first);
    return new Twin<>(ofFirst, f.apply(second, other.second));
  }

  /** View 2's in the place of view 1's. */
  public Twin<X> swapped() {
    return new Twin<>(second, first);
  }
}
