package org.densesiam.model.testing;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Boxes and flips of the views of a batch, for tests that make the pixels or features themselves.
 */
public final class TestViews {
  private TestViews() {}

  /** The alignment of views without pixels, for losses that stand on features. */
  public static Alignment alignment(TestGraph graph, Twin<float[][]> boxes, Twin<boolean[]> flips) {
    int images = boxes.first().length;
    Operand<TFloat32> none = graph.constant(FloatTensor.filled(Shape.of(images, 1, 1, 3), 0));
    return alignment(graph, new Twin<>(none, none), boxes, flips);
  }

  /**
   * The alignment of views.
   *
   * @param images {@code [B, P, P, 3]} of each view
   * @param boxes {@code B} boxes {@code (y0, x0, y1, x1)} of each view
   * @param flips of {@code B} images of each view
   */
  public static Alignment alignment(
      TestGraph graph,
      Twin<Operand<TFloat32>> images,
      Twin<float[][]> boxes,
      Twin<boolean[]> flips) {
    Ops tf = graph.tf();
    Twin<Operand<TFloat32>> box = boxes.map(b -> tf.constant(b));
    Twin<Operand<TBool>> flip = flips.map(f -> tf.constant(f));
    return Alignment.of(
        tf,
        new Twin<>(
            new View(images.first(), box.first(), flip.first()),
            new View(images.second(), box.second(), flip.second())),
        0);
  }

  /** Both views of every image show the whole of it. */
  public static Alignment whole(TestGraph graph, int images) {
    return alignment(graph, both(boxes(images, 0, 0, 1, 1)), both(new boolean[images]));
  }

  /** The same of both views. */
  public static <X> Twin<X> both(X x) {
    return new Twin<>(x, x);
  }

  /** The same box for every image. */
  public static float[][] boxes(int images, float... box) {
    checkArgument(box.length == 4, "a box is (y0, x0, y1, x1)");
    float[][] boxes = new float[images][];
    for (int i = 0; i < images; i++) {
      boxes[i] = box.clone();
    }
    return boxes;
  }
}
