package org.densesiam.model.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Arrays in memory.
 *
 * @param origin as a message names them
 * @param arrays by name
 */
public record ArrayMap(String origin, ImmutableMap<String, FloatArray> arrays)
    implements NamedArrays {

  @Override
  public ImmutableMap<String, Shape> shapes() {
    return ImmutableMap.copyOf(
        Maps.transformValues((Map<String, FloatArray>) arrays, FloatArray::shape));
  }

  @Override
  public FloatArray get(String name) {
    FloatArray array = arrays.get(name);
    checkArgument(array != null, "%s has no array \"%s\"", origin, name);
    return array;
  }
}
