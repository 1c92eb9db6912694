package org.densesiam.model.decoder;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Feature pyramid (Lin et al., CVPR 2017, arXiv 1612.03144) as the released code has it (method.md
 * section 3): 1x1 lateral convolutions with bias from res5 to res2, from the top down upsampled
 * bilinearly at half-pixel centres and added; no smoothing, no batch norm. The map at stride 4 is
 * the output.
 *
 * <p>{@link Features} {@code -> [B, P/4, P/4, D]}.
 */
public final class FeaturePyramid {
  private static final ImmutableList<Integer> FROM_THE_TOP = ImmutableList.of(5, 4, 3, 2);

  private final ImmutableList<Linear> laterals; // of FROM_THE_TOP

  /**
   * Makes the variables {@code layer1} (of res5) to {@code layer4} (of res2), as the released code
   * numbers them.
   *
   * @param channels of the output, {@code D}
   */
  public FeaturePyramid(ModelScope scope, BackboneConfig backbone, int channels) {
    ImmutableList.Builder<Linear> made = ImmutableList.builder();
    for (int i = 0; i < FROM_THE_TOP.size(); i++) {
      int in = backbone.channels(FROM_THE_TOP.get(i));
      made.add(new Linear(scope.child("layer" + (i + 1)), Linear.Over.MAPS, in, channels, true));
    }
    this.laterals = made.build();
  }

  /** Adds the decoder's operations for one view. */
  public <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Features<T> features) {
    ForwardPass<T> decoder = pass.scoped("decoder");
    List<Operand<T>> maps = FROM_THE_TOP.stream().map(features::res).toList();
    Operand<T> sum = laterals.get(0).apply(decoder, maps.get(0)); // [B, P/32, P/32, D]
    for (int i = 1; i < laterals.size(); i++) {
      Operand<T> lateral = laterals.get(i).apply(decoder, maps.get(i));
      sum = decoder.tf().math.add(upsample(decoder, sum, maps.get(i)), lateral);
    }
    return sum;
  }

  /** {@code x} at the size of {@code like}. */
  private static <T extends TFloating> Operand<T> upsample(
      ForwardPass<T> pass, Operand<T> x, Operand<T> like) {
    return pass.toCompute(upsample(pass.tf(), pass.toFloat(x), size(pass.tf(), like)));
  }

  /**
   * Bilinear interpolation at half-pixel centres, clamped at the border.
   *
   * @param x {@code [B, h, w, C]}
   * @param size {@code [2]}: height and width of the result
   */
  public static Operand<TFloat32> upsample(Ops tf, Operand<TFloat32> x, Operand<TInt32> size) {
    return tf.image.resizeBilinear(x, size, ResizeBilinear.halfPixelCenters(true));
  }

  /** {@code [2]}: height and width, a constant where they are known. */
  private static Operand<TInt32> size(Ops tf, Operand<?> map) {
    long height = map.shape().get(1);
    long width = map.shape().get(2);
    return height > 0 && width > 0
        ? tf.constant(new int[] {(int) height, (int) width})
        : tf.slice(tf.shape(map), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
  }
}
