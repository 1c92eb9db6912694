package org.densesiam.trainer.eval;

import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A predictor in a graph.
 *
 * @param session with the variables as they are to be judged; the caller's to close
 * @param images {@code [B, P, P, 3]}, to be fed
 * @param labels {@code [B, P, P]}
 * @param clusters {@code K}
 */
public record GraphPredictor(
    Session session, Operand<TUint8> images, Operand<TInt32> labels, int clusters)
    implements LabelPredictor {

  @Override
  public int[] predict(TUint8 batch) {
    try (Result result = session.runner().feed(images, batch).fetch(labels).run()) {
      return Tensors.ints((TInt32) result.get(0));
    }
  }
}
