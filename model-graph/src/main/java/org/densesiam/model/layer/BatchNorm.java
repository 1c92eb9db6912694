package org.densesiam.model.layer;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
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
    Operand<TFloat32> none = pass.tf().constant(new float[0]); // the op wants empty ones here
    FusedBatchNorm<T, TFloat32> norm = fused(pass, x, none, none, true);
    pass.leave(new BatchStatistics(runningMean, norm.batchMean(), MOMENTUM));
    pass.leave(new BatchStatistics(runningVariance, norm.batchVariance(), MOMENTUM));
    return norm.y();
  }

  private <T extends TFloating> Operand<T> byRunning(ForwardPass<T> pass, Operand<T> x) {
    return fused(pass, x, pass.read(runningMean), pass.read(runningVariance), false).y();
  }

  private <T extends TFloating> FusedBatchNorm<T, TFloat32> fused(
      ForwardPass<T> pass,
      Operand<T> x,
      Operand<TFloat32> mean,
      Operand<TFloat32> variance,
      boolean training) {
    Ops tf = pass.tf();
    Operand<TFloat32> scale =
        transform
            .map(t -> pass.read(t.scale))
            .orElseGet(() -> tf.fill(tf.constant(new int[] {channels}), tf.constant(1f)));
    Operand<TFloat32> offset =
        transform
            .map(t -> pass.read(t.offset))
            .orElseGet(() -> tf.fill(tf.constant(new int[] {channels}), tf.constant(0f)));
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
