package org.densesiam.model.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.core.StopGradient;
import org.tensorflow.types.TFloat32;

/**
 * Derivatives by central differences, {@code (y(x + eps) - y(x - eps)) / (2 eps)}, which know
 * nothing of how TensorFlow derives. What a stop-gradient lets through is held at its value: that
 * is what it means.
 *
 * @param graph where the operands are, initialised
 */
public record CentralDifferences(TestGraph graph) {

  /**
   * The gradient of the scalar {@code y}, one value of {@code x} after another.
   *
   * @param x a constant, or the read of a variable
   */
  public FloatTensor gradient(Operand<TFloat32> y, Operand<TFloat32> x, float eps) {
    FloatTensor at = graph.evaluate(x);
    ImmutableMap<Operand<TFloat32>, FloatTensor> stopped = stopped();
    float[] differences = new float[at.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] =
          (float) slope(y, x, at.shifted(i, eps), at.shifted(i, -eps), 2 * eps, stopped);
    }
    return FloatTensor.of(at.shape(), differences);
  }

  /** The slope of {@code y} along a direction of {@code x}. */
  public double slopeAlong(
      Operand<TFloat32> y, Operand<TFloat32> x, FloatTensor direction, float eps) {
    FloatTensor at = graph.evaluate(x);
    float step = (float) (eps / direction.norm());
    return slope(y, x, at.plus(direction, step), at.plus(direction, -step), 2 * eps, stopped());
  }

  private double slope(
      Operand<TFloat32> y,
      Operand<TFloat32> x,
      FloatTensor above,
      FloatTensor below,
      float distance,
      ImmutableMap<Operand<TFloat32>, FloatTensor> stopped) {
    double yAbove = graph.evaluate(y, with(stopped, x, above)).scalar();
    double yBelow = graph.evaluate(y, with(stopped, x, below)).scalar();
    return (yAbove - yBelow) / distance;
  }

  private static ImmutableMap<Operand<TFloat32>, FloatTensor> with(
      ImmutableMap<Operand<TFloat32>, FloatTensor> feeds, Operand<TFloat32> x, FloatTensor value) {
    return ImmutableMap.<Operand<TFloat32>, FloatTensor>builder()
        .putAll(feeds)
        .put(x, value)
        .buildOrThrow();
  }

  /** What every stop-gradient of the graph lets through. */
  private ImmutableMap<Operand<TFloat32>, FloatTensor> stopped() {
    ImmutableList<Output<TFloat32>> outputs =
        Streams.stream(graph.graph().operations())
            .filter(operation -> operation.type().equals(StopGradient.OP_NAME))
            .map(operation -> operation.output(0).expect(TFloat32.class))
            .collect(ImmutableList.toImmutableList());
    if (outputs.isEmpty()) {
      return ImmutableMap.of();
    }
    List<FloatTensor> values = graph.evaluate(outputs);
    ImmutableMap.Builder<Operand<TFloat32>, FloatTensor> stopped = ImmutableMap.builder();
    for (int i = 0; i < outputs.size(); i++) {
      stopped.put(outputs.get(i), values.get(i));
    }
    return stopped.buildOrThrow();
  }
}
