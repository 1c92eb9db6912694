package org.densesiam.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Locale;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNet;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.PixelLossConfig;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

/** Names of variables are the interchange format: a rename breaks every checkpoint. */
class VariableNamesTest {

  @ParameterizedTest
  @EnumSource
  void backbone_hasTorchvisionsVariables(ResNetDepth depth) {
    try (TestGraph graph = TestGraph.open()) {
      ResNet backbone =
          new ResNet(graph.scope().child("backbone"), new BackboneConfig(depth, 64, false));

      assertThat(backbone).isNotNull();
      assertThat(GoldenNames.of(graph.variables().all()))
          .as("names and shapes of the variables of %s", depth)
          .isEqualTo(
              GoldenNames.read(
                  "backbone/" + depth.name().toLowerCase(Locale.ROOT) + ".txt", "backbone."));
    }
  }

  @Test
  void heads_haveTheReleasedCodesVariables() {
    ImmutableMap<String, Shape> golden = GoldenNames.read("head/heads.txt", "");
    ImmutableMap<String, Shape> heads = heads(Variant.GRID);

    assertThat(heads.keySet()).containsExactlyInAnyOrderElementsOf(golden.keySet());
    assertThat(Maps.transformValues(heads, Shape::numDimensions))
        .as("ranks; the channels of the dense heads are a choice of the recipe")
        .isEqualTo(Maps.transformValues(golden, Shape::numDimensions));
    assertThat(Maps.filterKeys(heads, VariableNamesTest::isOfImage))
        .as("shapes of the image heads, which both recipes take from SimSiam")
        .isEqualTo(Maps.filterKeys(golden, VariableNamesTest::isOfImage));
  }

  @Test
  void maskRegions_addTheMaskHead_whichTheReleasedCodeDoesNotHave() {
    assertThat(Maps.difference(heads(Variant.MASKS), heads(Variant.GRID)).entriesOnlyOnLeft())
        .isEqualTo(
            ImmutableMap.of(
                "mask_head.weight", Shape.of(1, 1, 24, 5), "mask_head.bias", Shape.of(5)));
  }

  @Test
  void predictors_andNothingElse_followThePredictorsRate() {
    try (TestGraph graph = TestGraph.open()) {
      DenseSiam model = new DenseSiam(graph.scope(), config(Variant.MASKS));

      assertThat(model).isNotNull();
      for (Variable weight : graph.variables().of(Variable.Kind.WEIGHT)) {
        assertThat(weight.group())
            .as(weight.name())
            .isEqualTo(
                weight.name().contains("predictor.")
                    ? Variable.Group.PREDICTOR
                    : Variable.Group.BODY);
      }
    }
  }

  private static boolean isOfImage(String name) {
    return name.startsWith("global_");
  }

  private static ImmutableMap<String, Shape> heads(Variant variant) {
    try (TestGraph graph = TestGraph.open()) {
      DenseSiam model = new DenseSiam(graph.scope(), config(variant));
      assertThat(model).isNotNull();
      return ImmutableMap.copyOf(
          Maps.filterKeys(
              GoldenNames.of(graph.variables().all()), name -> !name.startsWith("backbone.")));
    }
  }

  /** The golden case's: bottlenecks of width 8, so res5 has 256 channels. */
  private static DenseSiamConfig config(Variant variant) {
    return new DenseSiamConfig(
        new BackboneConfig(ResNetDepth.RESNET50, 8, false),
        Precision.FP32,
        5,
        new ImageLossConfig(0.5, 256, 16),
        new PixelLossConfig(1, 24, 12, 7),
        new RegionLossConfig(0.1, 0.5, variant, 5, 3, 0.1, true, 16, 16));
  }
}
