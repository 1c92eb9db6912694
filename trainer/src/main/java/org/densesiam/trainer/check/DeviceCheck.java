package org.densesiam.trainer.check;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.machine.Device;
import org.densesiam.trainer.train.FixedSteps;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * A few training steps of a small segmentation network on one device, from weights and views of a
 * formula, compared with {@link Reference}.
 *
 * <p>Pixel, over-clustering and region loss; no pseudo-labels, whose argmax has ties. In float32 a
 * step is right if losses and weights are within ten times PyTorch's own float32 deviation (losses
 * within 1e-5 at least), as in the parity tests; a learning rate wrong by 5 % is found. In bfloat16
 * PyTorch's autocast itself is a third off in the change of the weights of so small a network; 2.5
 * times that and ten times its losses' deviation are allowed, which finds a learning rate wrong by
 * a factor of 2, but no small error.
 */
public final class DeviceCheck {
  private static final int BATCH = 4;
  private static final int SIDE_PX = 64;
  private static final int SQUARE_PX = 8;
  private static final double PIXEL_BOUND = 2;
  private static final int TIMED_STEPS = 5;

  private final Reference reference;

  /** Against what came along. */
  public DeviceCheck() {
    this.reference = Reference.load();
  }

  /**
   * What one device made of one precision.
   *
   * @param device TensorFlow's name of it
   * @param precision in which it computed
   * @param right whether losses and weights are as they should be
   * @param losses largest relative difference of a step's loss
   * @param lossesAllowed the largest that is right
   * @param weights difference of the change of all weights, relative to that change
   * @param weightsAllowed the largest that is right
   * @param millisPerStep median, after the compared steps
   */
  public record Outcome(
      String device,
      Precision precision,
      boolean right,
      double losses,
      double lossesAllowed,
      double weights,
      double weightsAllowed,
      double millisPerStep) {}

  /** Runs the steps. */
  public Outcome run(Device device, Precision precision) {
    return run(device, precision, 1, 1);
  }

  /** As {@link #run(Device, Precision)}, with a learning rate that may be wrong, on replicas. */
  @VisibleForTesting
  Outcome run(Device device, Precision precision, double rateFactor, int replicas) {
    try (FixedSteps steps =
        new FixedSteps(
            config(precision, rateFactor),
            device,
            tf -> Collections.nCopies(replicas, views(tf)))) {
      steps.start(weights(steps.shapes()));
      ImmutableMap<String, float[]> before = steps.weights();
      List<Double> losses = new ArrayList<>();
      for (int i = 0; i < reference.losses().size(); i++) {
        losses.add(steps.step());
      }
      Reference.Deviation found = reference.of(losses, change(before, steps.weights()));
      Reference.Deviation allowed = allowed(precision);
      return new Outcome(
          device.name(),
          precision,
          found.isWithin(allowed),
          found.losses(),
          allowed.losses(),
          found.weights(),
          allowed.weights(),
          millisPerStep(steps));
    }
  }

  private Reference.Deviation allowed(Precision precision) {
    return switch (precision) {
      case FP32 ->
          new Reference.Deviation(
              Math.max(1e-5, 10 * reference.torchFp32().losses()),
              10 * reference.torchFp32().weights());
      case BF16 ->
          new Reference.Deviation(
              10 * reference.torchBf16().losses(), 2.5 * reference.torchBf16().weights());
    };
  }

  private static double millisPerStep(FixedSteps steps) {
    double[] millis = new double[TIMED_STEPS];
    for (int i = 0; i < TIMED_STEPS; i++) {
      long begin = System.nanoTime();
      steps.step();
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    return millis[TIMED_STEPS / 2];
  }

  /** The constants of check_reference.py. */
  private static SegmentConfig config(Precision precision, double rateFactor) {
    return Presets.SEGMENT.load(
        "quickstart",
        List.of(
            "data.batchSize=" + BATCH,
            "views.sizePx=" + SIDE_PX,
            "model.precision=" + Spelling.of(precision),
            "model.backbone.width=8",
            "model.decoderChannels=16",
            "model.headWidth=16",
            "model.categories.count=8",
            "model.overclustering.count=16",
            "model.pseudoLabelWeight=0",
            "model.region.weight=0.1",
            "model.region.startFraction=0",
            "model.region.width=16",
            "model.region.temperature=0.5",
            "model.region.stopGradient=false",
            "optimizer.baseLearningRate=" + 0.01 * rateFactor,
            "optimizer.referenceBatchSize=" + BATCH,
            "optimizer.momentum=0.9",
            "optimizer.weightDecay=1e-4"));
  }

  private static ArrayMap weights(Map<String, Shape> shapes) {
    ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
    int seed = 1;
    for (String name : ImmutableSortedSet.copyOf(shapes.keySet())) {
      Shape shape = checkNotNull(shapes.get(name));
      arrays.put(name, FloatArray.of(shape, start(name, shape, seed++)));
    }
    return new ArrayMap("the formula", arrays.buildOrThrow());
  }

  private static float[] start(String name, Shape shape, int seed) {
    int size = (int) shape.size();
    if (shape.numDimensions() > 1) {
      double fanIn = size / (double) shape.get(shape.numDimensions() - 1);
      return Formula.uniform(seed, size, Math.sqrt(6 / fanIn));
    }
    float[] values = Formula.uniform(seed, size, 0.25);
    if (name.endsWith(".weight")) { // a norm's scale
      for (int i = 0; i < size; i++) {
        values[i] += 1;
      }
    }
    return values;
  }

  /** View 2 shows the whole image, view 1 a part of it, mirrored in every other image. */
  private static Alignment views(Ops tf) {
    float[][] part = new float[BATCH][];
    float[][] whole = new float[BATCH][];
    boolean[] mirrored = new boolean[BATCH];
    for (int b = 0; b < BATCH; b++) {
      part[b] = new float[] {b / 8f, b / 16f, b / 8f + 0.5f, b / 16f + 0.75f};
      whole[b] = new float[] {0, 0, 1, 1};
      mirrored[b] = b % 2 == 1;
    }
    Operand<TBool> flip = tf.constant(mirrored);
    Operand<TBool> straight = tf.constant(new boolean[BATCH]);
    return Alignment.of(
        tf,
        new Twin<>(
            new View(pixels(tf, 1), tf.constant(part), flip),
            new View(pixels(tf, 2), tf.constant(whole), straight)),
        0);
  }

  /** Squares of one colour, {@code [B, P, P, 3]}. */
  private static Operand<TFloat32> pixels(Ops tf, int view) {
    int side = SIDE_PX / SQUARE_PX;
    float[] squares = Formula.uniform(1000 + view, BATCH * side * side * 3, PIXEL_BOUND);
    float[] pixels = new float[BATCH * SIDE_PX * SIDE_PX * 3];
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % 3;
      int x = i / 3 % SIDE_PX / SQUARE_PX;
      int y = i / 3 / SIDE_PX % SIDE_PX / SQUARE_PX;
      int image = i / 3 / SIDE_PX / SIDE_PX;
      pixels[i] = squares[((image * side + y) * side + x) * 3 + channel];
    }
    return tf.constant(Shape.of(BATCH, SIDE_PX, SIDE_PX, 3), DataBuffers.of(pixels));
  }

  private static ImmutableMap<String, float[]> change(
      Map<String, float[]> before, Map<String, float[]> after) {
    ImmutableMap.Builder<String, float[]> change = ImmutableMap.builder();
    after.forEach(
        (name, values) -> {
          float[] from = checkNotNull(before.get(name));
          float[] difference = new float[values.length];
          for (int i = 0; i < values.length; i++) {
            difference[i] = values[i] - from[i];
          }
          change.put(name, difference);
        });
    return change.buildOrThrow();
  }
}
