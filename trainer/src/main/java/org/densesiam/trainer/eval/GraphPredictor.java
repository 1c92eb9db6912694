package org.densesiam.trainer.eval;

import org.densesiam.model.decoder.FeaturePyramid;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A predictor in a graph.
 *
 * @param session with the variables as they are to be judged; the caller's to close
 * @param images {@code [B, P, P, 3]}, to be fed
 * @param labels {@code [B, P, P]}, see {@link #labels}
 * @param clusters {@code K}
 */
public record GraphPredictor(
    Session session, Operand<TUint8> images, Operand<TInt32> labels, int clusters)
    implements LabelPredictor {

  /**
   * Adds the released code's way from scores to labels: scores are interpolated to the images' size
   * (bilinearly, half-pixel centres), then compared.
   *
   * @param scores {@code [B, h, w, K]}
   * @param images {@code [B, P, P, 3]}, for their size
   * @return {@code [B, P, P]}
   */
  public static Operand<TInt32> labels(Ops tf, Operand<TFloat32> scores, Operand<TUint8> images) {
    Operand<TInt32> size =
        tf.slice(tf.shape(images), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
    Operand<TFloat32> upsampled = FeaturePyramid.upsample(tf, scores, size);
    return tf.math.argMax(upsampled, tf.constant(3), TInt32.class);
  }

  @Override
  public int[] predict(TUint8 batch) {
    try (Result result = session.runner().feed(images, batch).fetch(labels).run()) {
      return Tensors.ints((TInt32) result.get(0));
    }
  }
}
