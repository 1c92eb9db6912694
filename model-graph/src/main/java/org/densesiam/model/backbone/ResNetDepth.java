package org.densesiam.model.backbone;

import com.google.common.collect.ImmutableList;

/** Residual networks of He et al. (CVPR 2016, arXiv 1512.03385, table 1). */
public enum ResNetDepth {
  RESNET18(ImmutableList.of(2, 2, 2, 2), Block.BASIC),
  RESNET34(ImmutableList.of(3, 4, 6, 3), Block.BASIC),
  RESNET50(ImmutableList.of(3, 4, 6, 3), Block.BOTTLENECK),
  RESNET101(ImmutableList.of(3, 4, 23, 3), Block.BOTTLENECK);

  /** What the stages are made of. */
  public enum Block {
    /** Two 3x3 convolutions. */
    BASIC(1),
    /** 1x1, 3x3 and 1x1 convolution; the output is four times as wide as the 3x3. */
    BOTTLENECK(4);

    private final int expansion;

    Block(int expansion) {
      this.expansion = expansion;
    }

    /** Output channels over the width of the 3x3 convolution. */
    public int expansion() {
      return expansion;
    }
  }

  private final ImmutableList<Integer> blocks;
  private final Block block;

  ResNetDepth(ImmutableList<Integer> blocks, Block block) {
    this.blocks = blocks;
    this.block = block;
  }

  /** Blocks in each of the four stages. */
  public ImmutableList<Integer> blocks() {
    return blocks;
  }

  public Block block() {
    return block;
  }
}
