package org.densesiam.trainer.run;

import org.tensorflow.Result;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The pairs of views of a batch, as the network got them.
 *
 * @param view1 {@code [B][P][P][3]}, normalised
 * @param view2 as {@code view1}
 * @param box1 {@code [B][4]}, {@code (y0, x0, y1, x1)} in the source image
 * @param box2 as {@code box1}
 * @param flip1 {@code [B]}, whether {@code view1} is mirrored
 * @param flip2 {@code [B]}, whether {@code view2} is mirrored
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared or kept
record ViewSamples(
    float[][][][] view1,
    float[][][][] view2,
    float[][] box1,
    float[][] box2,
    boolean[] flip1,
    boolean[] flip2) {

  /** Copies six results, in the order of the components, out of native memory. */
  static ViewSamples of(Result result, int first) {
    return new ViewSamples(
        StdArrays.array4dCopyOf((TFloat32) result.get(first)),
        StdArrays.array4dCopyOf((TFloat32) result.get(first + 1)),
        StdArrays.array2dCopyOf((TFloat32) result.get(first + 2)),
        StdArrays.array2dCopyOf((TFloat32) result.get(first + 3)),
        StdArrays.array1dCopyOf((TBool) result.get(first + 4)),
        StdArrays.array1dCopyOf((TBool) result.get(first + 5)));
  }
}
