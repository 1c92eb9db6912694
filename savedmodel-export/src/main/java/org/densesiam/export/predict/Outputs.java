package org.densesiam.export.predict;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a model answered for one call, on the heap: the first dimension of every array is the image,
 * so {@code floats("res5").get(2)} is {@code [h, w, C5]} of the third.
 */
public final class Outputs {
  private final ImmutableMap<String, NdArray<?>> arrays;

  private Outputs(ImmutableMap<String, NdArray<?>> arrays) {
    this.arrays = arrays;
  }

  /**
   * Copies tensors out of a result, which the caller closes.
   *
   * @param names of the outputs, in the order in which they were fetched
   */
  static Outputs copyOf(ImmutableSet<String> names, Result result) {
    ImmutableMap.Builder<String, NdArray<?>> arrays = ImmutableMap.builder();
    int index = 0;
    for (String name : names) {
      arrays.put(name, copy(name, result.get(index)));
      index++;
    }
    return new Outputs(arrays.buildOrThrow());
  }

  private static NdArray<?> copy(String name, Tensor tensor) {
    if (tensor instanceof TFloat32 floats) {
      FloatNdArray array = NdArrays.ofFloats(floats.shape());
      floats.copyTo(array);
      return array;
    }
    if (tensor instanceof TInt32 ints) {
      IntNdArray array = NdArrays.ofInts(ints.shape());
      ints.copyTo(array);
      return array;
    }
    throw new IllegalArgumentException(
        "output \"" + name + "\" is of " + tensor.dataType() + "; expected float32 or int32");
  }

  public ImmutableSet<String> names() {
    return arrays.keySet();
  }

  /** Whether the output is there and of int32. */
  public boolean isInts(String name) {
    return get(name) instanceof IntNdArray;
  }

  /**
   * A float32 output.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public FloatNdArray floats(String name) {
    NdArray<?> array = get(name);
    checkArgument(array instanceof FloatNdArray, "output \"%s\" is not of float32", name);
    return (FloatNdArray) array;
  }

  /**
   * An int32 output.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public IntNdArray ints(String name) {
    NdArray<?> array = get(name);
    checkArgument(array instanceof IntNdArray, "output \"%s\" is not of int32", name);
    return (IntNdArray) array;
  }

  private NdArray<?> get(String name) {
    NdArray<?> array = arrays.get(name);
    checkArgument(array != null, "no output \"%s\"; there are %s", name, arrays.keySet());
    return array;
  }
}
