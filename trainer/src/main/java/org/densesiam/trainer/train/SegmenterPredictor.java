package org.densesiam.trainer.train;

import org.densesiam.export.Normalisation;
import org.densesiam.export.PixelScores;
import org.densesiam.model.SegmentingNetwork;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.trainer.config.SegmenterConfig;
import org.densesiam.trainer.eval.GraphPredictor;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A segmenter's answer to plain pixels, in the graph that has its variables: what its SavedModel
 * answers, too ({@link PixelScores}).
 *
 * @param images to be fed, {@code [B, P, P, 3]}, 0..255
 * @param labels {@code [B, P, P]}
 * @param clusters {@code K}
 */
record SegmenterPredictor(Operand<TUint8> images, Operand<TInt32> labels, int clusters) {

  /** Adds the operations, in the precision that the configuration trains in. */
  static SegmenterPredictor add(Ops tf, SegmentingNetwork<?> segmenter, SegmenterConfig config) {
    long sidePx = config.evaluation().sizePx();
    Placeholder<TUint8> images =
        tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, sidePx, sidePx, 3)));
    PixelScores scores =
        PixelScores.ofSegmenter(
            new ForwardPass<>(
                tf, ForwardPass.Mode.INFERENCE, WeightReader.of(tf, config.model().precision())),
            segmenter,
            new Normalisation(config.colour().mean(), config.colour().std()),
            images);
    return new SegmenterPredictor(images, scores.labels(), config.model().outputs());
  }

  /** To be asked in a session with the variables as they are to be judged. */
  GraphPredictor in(Session session) {
    return new GraphPredictor(session, images, labels, clusters);
  }
}
