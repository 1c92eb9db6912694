package org.densesiam.trainer.eval;

import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Copies numbers out of native memory, row by row. */
public final class Tensors {
  private Tensors() {}

  /** Of any shape. */
  public static int[] ints(TInt32 tensor) {
    int[] values = new int[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asInts().read(values);
    return values;
  }

  /** Of any shape. */
  public static long[] longs(TInt64 tensor) {
    long[] values = new long[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asLongs().read(values);
    return values;
  }

  /** Of any shape. */
  public static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  /** Of any shape. */
  public static double[] doubles(TFloat64 tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asDoubles().read(values);
    return values;
  }

  /** Of any shape; above 127 as negative numbers. */
  public static byte[] bytes(TUint8 tensor) {
    byte[] values = new byte[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().read(values);
    return values;
  }
}
