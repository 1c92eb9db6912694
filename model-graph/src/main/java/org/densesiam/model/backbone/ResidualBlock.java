package org.densesiam.model.backbone;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.model.layer.BatchNorm;
import org.densesiam.model.layer.Conv2d;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Basic or bottleneck block, torchvision's variant: the stride sits in the (first) 3x3 convolution.
 * {@code [B, h, w, Cin] -> [B, h/stride, w/stride, width * expansion]}.
 */
final class ResidualBlock {
  private final ImmutableList<ConvNorm> branch;
  private final Optional<ConvNorm> downsample;

  ResidualBlock(
      ModelScope scope,
      ResNetDepth.Block block,
      int in,
      int width,
      int stride,
      boolean zeroInitResidual) {
    BatchNorm.Affine last = zeroInitResidual ? BatchNorm.Affine.ZERO : BatchNorm.Affine.ONE;
    BatchNorm.Affine one = BatchNorm.Affine.ONE;
    int out = width * block.expansion();
    this.branch =
        switch (block) {
          case BASIC ->
              ImmutableList.of(
                  ConvNorm.numbered(scope, 1, in, width, 3, stride, one),
                  ConvNorm.numbered(scope, 2, width, out, 3, 1, last));
          case BOTTLENECK ->
              ImmutableList.of(
                  ConvNorm.numbered(scope, 1, in, width, 1, 1, one),
                  ConvNorm.numbered(scope, 2, width, width, 3, stride, one),
                  ConvNorm.numbered(scope, 3, width, out, 1, 1, last));
        };
    this.downsample =
        stride == 1 && in == out
            ? Optional.empty()
            : Optional.of(ConvNorm.downsample(scope.child("downsample"), in, out, stride));
  }

  <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Operand<T> x) {
    Operand<T> y = x;
    for (ConvNorm layer : branch.subList(0, branch.size() - 1)) {
      y = pass.tf().nn.relu(layer.apply(pass, y));
    }
    Operand<T> residual = branch.get(branch.size() - 1).apply(pass, y);
    Operand<T> shortcut = downsample.map(layer -> layer.apply(pass, x)).orElse(x);
    return pass.tf().nn.relu(pass.tf().math.add(residual, shortcut));
  }

  /** Convolution and batch norm. */
  private record ConvNorm(Conv2d conv, BatchNorm norm) {

    static ConvNorm numbered(
        ModelScope scope,
        int index,
        int in,
        int out,
        int kernel,
        int stride,
        BatchNorm.Affine affine) {
      return new ConvNorm(
          new Conv2d(
              scope.child("conv" + index), in, out, kernel, stride, Initializer.heNormalFanOut()),
          new BatchNorm(scope.child("bn" + index), out, affine));
    }

    static ConvNorm downsample(ModelScope scope, int in, int out, int stride) {
      return new ConvNorm(
          new Conv2d(scope.child("0"), in, out, 1, stride, Initializer.heNormalFanOut()),
          new BatchNorm(scope.child("1"), out, BatchNorm.Affine.ONE));
    }

    <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Operand<T> x) {
      return norm.apply(pass, conv.apply(pass, x));
    }
  }
}
