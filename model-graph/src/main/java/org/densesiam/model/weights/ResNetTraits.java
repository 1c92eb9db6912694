package org.densesiam.model.weights;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import org.densesiam.model.backbone.ResNetDepth;
import org.tensorflow.ndarray.Shape;

/** Tells a residual network by the names and shapes of its variables. */
final class ResNetTraits {
  private static final String PREFIX = "backbone.";
  private static final int STAGES = 4;

  private ResNetTraits() {}

  /**
   * A few words: {@code ResNet-18 of width 64}; empty where the names are not torchvision's.
   *
   * @param shapes ours, by names below {@code backbone.}
   */
  static Optional<String> describe(ImmutableMap<String, Shape> shapes) {
    Shape stem = shapes.get(PREFIX + "conv1.weight");
    if (stem == null || stem.numDimensions() != 4) {
      return Optional.empty();
    }
    boolean bottleneck = shapes.containsKey(PREFIX + "layer1.0.conv3.weight");
    int[] blocks = new int[STAGES];
    for (int stage = 0; stage < STAGES; stage++) {
      blocks[stage] = blocks(shapes, PREFIX + "layer" + (stage + 1) + ".");
    }
    String network =
        depth(bottleneck, blocks)
            .map(depth -> depth.name().replace("RESNET", "ResNet-"))
            .orElseGet(
                () ->
                    "residual network of %s %s blocks"
                        .formatted(Arrays.toString(blocks), bottleneck ? "bottleneck" : "basic"));
    return Optional.of(network + " of width " + stem.get(3));
  }

  private static int blocks(ImmutableMap<String, Shape> shapes, String stage) {
    int count = 0;
    while (shapes.containsKey(stage + count + ".conv1.weight")) {
      count++;
    }
    return count;
  }

  private static Optional<ResNetDepth> depth(boolean bottleneck, int[] blocks) {
    return Arrays.stream(ResNetDepth.values())
        .filter(depth -> (depth.block() == ResNetDepth.Block.BOTTLENECK) == bottleneck)
        .filter(depth -> depth.blocks().equals(Arrays.stream(blocks).boxed().toList()))
        .findFirst();
  }
}
