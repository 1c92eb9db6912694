package org.densesiam.trainer.train;

import java.util.List;
import org.densesiam.export.Normalisation;
import org.densesiam.model.SegmentationNetwork;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.eval.GraphPredictor;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;

/**
 * A segmenter's answer to plain pixels, in the graph that has its variables: normalised, by the
 * running statistics of batch norms, the main head's largest logit (method.md section 6).
 *
 * @param images to be fed, {@code [B, P, P, 3]}, 0..255
 * @param labels {@code [B, P, P]}
 * @param clusters {@code K}
 */
record SegmenterPredictor(Operand<TUint8> images, Operand<TInt32> labels, int clusters) {

  /** Adds the operations, in the precision that the configuration trains in. */
  static SegmenterPredictor add(Ops tf, SegmentationNetwork segmenter, SegmentConfig config) {
    return switch (config.model().precision()) {
      case FP32 -> add(tf, TFloat32.class, segmenter, config);
      case BF16 -> add(tf, TBfloat16.class, segmenter, config);
    };
  }

  private static <T extends TFloating> SegmenterPredictor add(
      Ops tf, Class<T> type, SegmentationNetwork segmenter, SegmentConfig config) {
    long sidePx = config.evaluation().sizePx();
    Placeholder<TUint8> images =
        tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, sidePx, sidePx, 3)));
    List<Double> mean = config.colour().mean();
    Operand<TFloat32> normalised = new Normalisation(mean, config.colour().std()).apply(tf, images);
    ForwardPass<T> pass =
        new ForwardPass<>(tf, ForwardPass.Mode.INFERENCE, new WeightReader<>(tf, type));
    Operand<TFloat32> logits = segmenter.logits(pass, normalised); // [B, P/4, P/4, K]
    return new SegmenterPredictor(
        images, GraphPredictor.labels(tf, logits, images), config.model().categories().count());
  }

  /** To be asked in a session with the variables as they are to be judged. */
  GraphPredictor in(Session session) {
    return new GraphPredictor(session, images, labels, clusters);
  }
}
