package org.densesiam.model.layer;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import java.util.Optional;
import org.densesiam.model.scope.AcrossReplicas;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Batch normalisation over every axis but the last (Ioffe and Szegedy, ICML 2015, arXiv
 * 1502.03167). {@code [B, h, w, C]} or {@code [N, C]}, shape unchanged.
 *
 * <p>Epsilon 1e-5 and momentum 0.9 are PyTorch's defaults (its momentum 0.1); the running variance
 * is the unbiased one, as there. Statistics and the affine transform are float32 in any precision.
 */
public final class BatchNorm {
  private static final float EPSILON = 1e-5f;
  private static final float MOMENTUM = 0.9f;

  /**
   * oneDNN is fast on whole blocks of channels only: 27 on 80 x 80 points take 9.6 ms in bfloat16,
   * forwards and backwards, 32 take 1.0 (batch 8, 2 cores).
   */
  private static final int BLOCK = 16;

  /** The learned transform that follows the normalisation, and how its scale starts. */
  public enum Affine {
    /** No transform: the output has mean 0 and variance 1. */
    NONE,
    /** Scale starts at 1. */
    ONE,
    /** Scale starts at 0, so that a residual branch starts as nothing (arXiv 1706.02677, 5.1). */
    ZERO
  }

  private record Transform(Variable scale, Variable offset) {} // [C] each

  private final int channels;
  private final Optional<Transform> transform;
  private final Variable runningMean; // [C]
  private final Variable runningVariance; // [C]

  /** Makes {@code weight} and {@code bias} unless without affine, and the running statistics. */
  public BatchNorm(ModelScope scope, int channels, Affine affine) {
    Shape shape = Shape.of(channels);
    this.channels = channels;
    this.transform =
        switch (affine) {
          case NONE -> Optional.empty();
          case ONE -> Optional.of(transform(scope, shape, Initializer.ones()));
          case ZERO -> Optional.of(transform(scope, shape, Initializer.zeros()));
        };
    this.runningMean = scope.statistic("running_mean", shape, Initializer.zeros());
    this.runningVariance = scope.statistic("running_var", shape, Initializer.ones());
  }

  private static Transform transform(ModelScope scope, Shape shape, Initializer scale) {
    return new Transform(
        scope.weight("weight", shape, scale), scope.weight("bias", shape, Initializer.zeros()));
  }

  /** Adds the normalisation of {@code x} by the statistics that the pass's mode asks for. */
  public <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Operand<T> x) {
    return switch (x.shape().numDimensions()) {
      case 4 -> normalise(pass, x);
      case 2 -> vectors(pass, x);
      default ->
          throw new IllegalArgumentException("x must be [B, h, w, C] or [N, C]: " + x.shape());
    };
  }

  private <T extends TFloating> Operand<T> vectors(ForwardPass<T> pass, Operand<T> x) {
    Ops tf = pass.tf();
    Operand<T> map = tf.reshape(x, tf.constant(new int[] {-1, 1, 1, channels})); // [N, 1, 1, C]
    return tf.reshape(normalise(pass, map), tf.constant(new int[] {-1, channels}));
  }

  private <T extends TFloating> Operand<T> normalise(ForwardPass<T> pass, Operand<T> x) {
    checkArgument(x.shape().get(3) == channels, "x must have %s channels: %s", channels, x.shape());
    return switch (pass.mode()) {
      case TRAINING -> byBatch(pass, x);
      case INFERENCE -> byRunning(pass, x);
    };
  }

  private <T extends TFloating> Operand<T> byBatch(ForwardPass<T> pass, Operand<T> x) {
    Ops tf = pass.tf();
    checkState(
        pass.replicas() == AcrossReplicas.ONE,
        "the fused batch norm knows the statistics of its own replica only");
    Operand<TFloat32> none = tf.constant(new float[0]); // the op wants empty ones here
    FusedBatchNorm<T, TFloat32> norm =
        fused(
            tf,
            widened(tf, x),
            widened(tf, scale(pass)),
            widened(tf, offset(pass)),
            none,
            none,
            true);
    pass.leave(new BatchStatistics(runningMean, narrowed(tf, norm.batchMean()), MOMENTUM));
    pass.leave(new BatchStatistics(runningVariance, narrowed(tf, norm.batchVariance()), MOMENTUM));
    return narrowed(tf, norm.y());
  }

  /** With channels of zeros, whose normalised values are zeros, up to the next whole block. */
  private <T extends TFloating> Operand<T> widened(Ops tf, Operand<T> x) {
    if (channels % BLOCK == 0) {
      return x;
    }
    int[][] padding = new int[x.shape().numDimensions()][2];
    padding[padding.length - 1][1] = Math.floorMod(-channels, BLOCK);
    return tf.pad(x, tf.constant(padding), tf.dtypes.cast(tf.constant(0f), x.type()));
  }

  /** The first {@code channels} of the last axis. */
  private <T extends TFloating> Operand<T> narrowed(Ops tf, Operand<T> x) {
    if (channels % BLOCK == 0) {
      return x;
    }
    int rank = x.shape().numDimensions();
    int[] size = new int[rank];
    Arrays.fill(size, -1);
    size[rank - 1] = channels;
    return tf.slice(x, tf.constant(new int[rank]), tf.constant(size));
  }

  private <T extends TFloating> Operand<T> byRunning(ForwardPass<T> pass, Operand<T> x) {
    return fused(
            pass.tf(),
            x,
            scale(pass),
            offset(pass),
            pass.read(runningMean),
            pass.read(runningVariance),
            false)
        .y();
  }

  private Operand<TFloat32> scale(ForwardPass<?> pass) {
    return transform.map(t -> pass.read(t.scale)).orElseGet(() -> filled(pass.tf(), 1f));
  }

  private Operand<TFloat32> offset(ForwardPass<?> pass) {
    return transform.map(t -> pass.read(t.offset)).orElseGet(() -> filled(pass.tf(), 0f));
  }

  private Operand<TFloat32> filled(Ops tf, float value) {
    return tf.fill(tf.constant(new int[] {channels}), tf.constant(value));
  }

  private static <T extends TFloating> FusedBatchNorm<T, TFloat32> fused(
      Ops tf,
      Operand<T> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> offset,
      Operand<TFloat32> mean,
      Operand<TFloat32> variance,
      boolean training) {
    return tf.nn.fusedBatchNorm(
        x,
        scale,
        offset,
        mean,
        variance,
        FusedBatchNorm.epsilon(EPSILON),
        FusedBatchNorm.isTraining(training));
  }
}
