package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import org.densesiam.data.OnCpu;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.Svd;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * In how many directions the features of many images lie, and how evenly: the singular values of
 * the matrix of features, an image a row.
 *
 * <p>RankMe (Garrido et al., "RankMe: Assessing the Downstream Performance of Pretrained
 * Self-Supervised Representations by Their Rank", arXiv 2210.02885, equation 1) takes them for
 * shares, and the exponential of the shares' entropy for an effective rank. It sees what a standard
 * deviation a channel does not: channels that all vary, but together (Jing et al., "Understanding
 * Dimensional Collapse in Contrastive Self-supervised Learning", arXiv 2110.09348). As RankMe has
 * it, features are neither centred nor scaled to length 1.
 *
 * @param singularValues {@code min(images, channels)} of them, descending, at least 0; all NaN if a
 *     feature is not finite
 */
public record Spectrum(ImmutableDoubleArray singularValues) {
  /** Added to every share; RankMe's for features in float32 (equation 1). */
  private static final double EPSILON = 1e-7;

  /**
   * That of some features.
   *
   * <p>By TensorFlow's decomposition of the matrix itself, in float64. Eigenvalues of the Gram
   * matrix would come cheaper, but they are squares: what is below 1e-8 of the largest singular
   * value drowns in their rounding, and the small ones are what tells a collapse. On the CPU, where
   * 2,048 images of 512 channels take one core 0.3 s and of 2,048 channels 3 s: so the GPU, whose
   * memory training fills, needs none for it.
   *
   * @param features {@code [images, channels]}, row by row
   */
  public static Spectrum of(float[] features, int channels) {
    checkArgument(
        channels > 0 && features.length > 0 && features.length % channels == 0,
        "%s numbers are no features of %s channels",
        features.length,
        channels);
    int images = features.length / channels;
    if (!isFinite(features)) { // they have no decomposition
      return new Spectrum(
          ImmutableDoubleArray.copyOf(Collections.nCopies(Math.min(images, channels), Double.NaN)));
    }
    Shape shape = Shape.of(images, channels);
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 matrix = TFloat32.tensorOf(shape, DataBuffers.of(features))) {
      Ops cpu = OnCpu.of(Ops.create(graph));
      Placeholder<TFloat32> fed = cpu.placeholder(TFloat32.class, Placeholder.shape(shape));
      Operand<TFloat64> singularValues =
          cpu.linalg.svd(cpu.dtypes.cast(fed, TFloat64.class), Svd.computeUv(false)).s();
      try (Result result = session.runner().feed(fed, matrix).fetch(singularValues).run()) {
        return new Spectrum(ImmutableDoubleArray.copyOf(Tensors.doubles((TFloat64) result.get(0))));
      }
    }
  }

  private static boolean isFinite(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  /**
   * RankMe: {@code exp(-sum p_k ln p_k)} over {@link #shares}. From 1, when all features point one
   * way, to {@code min(images, channels)}; the added 1e-7 keep it from being exact.
   */
  public double effectiveRank() {
    return Math.exp(-shares().stream().map(share -> share * Math.log(share)).sum());
  }

  /**
   * {@code p_k = sigma_k / sum sigma + 1e-7}, descending. Features that are all 0 have shares of
   * 1e-7, as they lie in no direction.
   */
  ImmutableDoubleArray shares() {
    double sum = singularValues.stream().sum();
    return ImmutableDoubleArray.copyOf(
        singularValues.stream().map(value -> (sum == 0 ? 0 : value / sum) + EPSILON));
  }

  /** Base-10 logarithms of the {@link #shares}, at least -7, to three decimals: enough to draw. */
  public ImmutableDoubleArray log10Shares() {
    return ImmutableDoubleArray.copyOf(
        shares().stream().map(share -> Math.rint(1000 * Math.log10(share)) / 1000));
  }
}
