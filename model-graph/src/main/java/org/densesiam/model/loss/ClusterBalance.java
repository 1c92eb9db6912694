package org.densesiam.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** How much the points of a cluster weigh in a loss over clusters. */
public enum ClusterBalance {
  /** By the cluster's share of all points: large ones weigh more, as in PiCIE's released code. */
  FREQUENCY {
    @Override
    Operand<TFloat32> weights(Ops tf, Operand<TFloat32> counts) {
      return tf.math.div(
          counts,
          tf.math.maximum(
              tf.reduceSum(counts, tf.constant(0), ReduceSum.keepDims(true)), tf.constant(1f)));
    }
  },
  /** By one over the cluster's points, so that clusters weigh alike whatever their size. */
  INVERSE {
    @Override
    Operand<TFloat32> weights(Ops tf, Operand<TFloat32> counts) {
      return tf.math.reciprocal(tf.math.maximum(counts, tf.constant(1f)));
    }
  },
  /** All points alike. */
  NONE {
    @Override
    Operand<TFloat32> weights(Ops tf, Operand<TFloat32> counts) {
      return tf.onesLike(counts);
    }
  };

  /**
   * Weight of a point of each cluster, {@code [K]}; only their ratios matter.
   *
   * @param counts points in each cluster, {@code [K]}
   */
  abstract Operand<TFloat32> weights(Ops tf, Operand<TFloat32> counts);
}
