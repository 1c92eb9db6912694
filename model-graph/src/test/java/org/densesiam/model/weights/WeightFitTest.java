package org.densesiam.model.weights;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNet;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class WeightFitTest {

  @Test
  void check_more_isFine() {
    assertThatCode(
            () ->
                WeightFit.check(
                    "file",
                    ImmutableMap.of("a", Shape.of(1), "b", Shape.of(2)),
                    ImmutableMap.of("b", Shape.of(2))))
        .doesNotThrowAnyException();
  }

  /**
   * 8 first convolutions differ, 3 down-sampling ones and the 4 variables of each of their norms:
   * 23.
   */
  @Test
  void check_anotherDepth_namesThreeVariablesAndBothNetworks() {
    assertThatThrownBy(
            () ->
                WeightFit.check(
                    "r50.safetensors",
                    shapes(ResNetDepth.RESNET50, 64),
                    shapes(ResNetDepth.RESNET18, 64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "r50.safetensors does not fit the model: variable \"backbone.layer1.0.conv1.weight\" is"
                + " [1, 1, 64, 64] there and [3, 3, 64, 64] here; variable"
                + " \"backbone.layer1.1.conv1.weight\" is [1, 1, 256, 64] there and [3, 3, 64, 64]"
                + " here; variable \"backbone.layer2.0.conv1.weight\" is [1, 1, 256, 128] there and"
                + " [3, 3, 64, 128] here; and 20 more. It looks like a ResNet-50 of width 64, the"
                + " model is a ResNet-18 of width 64");
  }

  @Test
  void check_anotherWidth_saysWhich() {
    assertThatThrownBy(
            () ->
                WeightFit.check(
                    "half", shapes(ResNetDepth.RESNET34, 32), shapes(ResNetDepth.RESNET34, 64)))
        .hasMessageEndingWith(
            "It looks like a ResNet-34 of width 32, the model is a ResNet-34 of width 64");
  }

  /**
   * 16 blocks of 2 convolutions against 8, each convolution with the 4 variables of its norm: 80.
   */
  @Test
  void checkExact_deeperNetwork_isNotTakenForAShallowOne() {
    ImmutableMap<String, Shape> deep = shapes(ResNetDepth.RESNET34, 64);
    ImmutableMap<String, Shape> shallow = shapes(ResNetDepth.RESNET18, 64);
    assertThatCode(() -> WeightFit.check("r34", deep, shallow)).doesNotThrowAnyException();

    assertThatThrownBy(() -> WeightFit.checkExact("r34", deep, shallow, "do something"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "r34 does not fit the model: the model has no variable \"backbone.layer1.2.conv1.weight\""
                + " [3, 3, 64, 64]; the model has no variable \"backbone.layer1.2.bn1.weight\" [64]")
        .hasMessageEndingWith(
            "; and 77 more. It looks like a ResNet-34 of width 64, the model is a ResNet-18 of"
                + " width 64; do something");
  }

  @Test
  void check_sameBackboneOtherHeads_saysSo() {
    ImmutableMap<String, Shape> backbone = shapes(ResNetDepth.RESNET101, 8);
    ImmutableMap<String, Shape> withHead =
        ImmutableMap.<String, Shape>builder()
            .putAll(backbone)
            .put("projector.0.weight", Shape.of(1, 1, 8, 8))
            .buildOrThrow();

    assertThatThrownBy(() -> WeightFit.check("run", backbone, withHead))
        .hasMessage(
            "run does not fit the model: it has no variable \"projector.0.weight\" [1, 1, 8, 8]."
                + " Its backbone looks like the model's, a ResNet-101 of width 8");
  }

  @Test
  void check_foreignNames_saysSo() {
    assertThatThrownBy(
            () ->
                WeightFit.check(
                    "vit.safetensors",
                    ImmutableMap.of("blocks.0.attn.qkv.weight", Shape.of(3, 3)),
                    shapes(ResNetDepth.RESNET18, 64)))
        .hasMessageEndingWith("It does not look like a residual network under torchvision's names");
  }

  @Test
  void check_blocksOfNoNetworkOfOurs_areCounted() {
    ImmutableMap<String, Shape> found =
        ImmutableMap.of(
            "backbone.conv1.weight", Shape.of(7, 7, 3, 64),
            "backbone.layer1.0.conv1.weight", Shape.of(3, 3, 64, 64),
            "backbone.layer1.1.conv1.weight", Shape.of(3, 3, 64, 64));

    assertThatThrownBy(() -> WeightFit.check("odd", found, shapes(ResNetDepth.RESNET18, 64)))
        .hasMessageContaining("a residual network of [2, 0, 0, 0] basic blocks of width 64");
  }

  private static ImmutableMap<String, Shape> shapes(ResNetDepth depth, int width) {
    try (TestGraph graph = TestGraph.open()) {
      ResNet backbone =
          new ResNet(graph.scope().child("backbone"), new BackboneConfig(depth, width, false));
      assertThatCode(() -> backbone.hashCode()).doesNotThrowAnyException();
      return graph.variables().all().stream()
          .collect(ImmutableMap.toImmutableMap(Variable::name, Variable::shape));
    }
  }
}
