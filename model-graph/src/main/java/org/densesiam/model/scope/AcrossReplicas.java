package org.densesiam.model.scope;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What couples the images of a step, wherever they are: statistics of batch norms, frequencies of
 * pseudo-labels, means over the pairs that count, meters. Each replica reduces over its own images
 * and asks here for the figure of all. Gradients of one replica's loss go through its own share
 * only; whoever averages the replicas' gradients makes them the whole batch's.
 */
public interface AcrossReplicas {

  /** There is one replica: its own figure is that of all. */
  AcrossReplicas ONE =
      new AcrossReplicas() {
        @Override
        public Operand<TFloat32> mean(Operand<TFloat32> own) {
          return own;
        }

        @Override
        public Operand<TFloat32> sum(Operand<TFloat32> own) {
          return own;
        }
      };

  /** The mean of what each replica gives; all have as many images. Same shape. */
  Operand<TFloat32> mean(Operand<TFloat32> own);

  /** The sum of what each replica gives. Same shape. */
  Operand<TFloat32> sum(Operand<TFloat32> own);
}
