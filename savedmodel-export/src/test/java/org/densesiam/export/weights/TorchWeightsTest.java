package org.densesiam.export.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNet;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.SafeTensors;
import org.densesiam.model.weights.WeightFit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

class TorchWeightsTest {
  private static final FloatArray KERNEL =
      FloatArray.of(Shape.of(2, 1, 1, 3), 1, 2, 3, 10, 20, 30); // [out, in, kH, kW]
  private static final FloatArray SCALE = FloatArray.of(Shape.of(2), 5, 6);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "backbone.", "module.", "module.backbone."})
  void backbone_underAnyOfTheUsualPrefixes_hasOurNamesAndLayout(String prefix) {
    NamedArrays ours =
        TorchWeights.backbone(
            arrays(
                ImmutableMap.of(
                    prefix + "conv1.weight", KERNEL,
                    prefix + "bn1.weight", SCALE,
                    prefix + "bn1.num_batches_tracked", FloatArray.of(Shape.scalar(), 7),
                    prefix + "fc.weight", SCALE,
                    prefix + "fc.bias", SCALE)));

    assertThat(ours.shapes())
        .isEqualTo(
            ImmutableMap.of(
                "backbone.conv1.weight", Shape.of(1, 3, 1, 2), "backbone.bn1.weight", Shape.of(2)));
    assertThat(ours.get("backbone.conv1.weight"))
        .as("[kH, kW, in, out]")
        .isEqualTo(FloatArray.of(Shape.of(1, 3, 1, 2), 1, 10, 2, 20, 3, 30));
    assertThat(ours.get("backbone.bn1.weight")).isEqualTo(SCALE);
  }

  @Test
  void backbone_ofAWholeNetwork_leavesItsHeadsOut() {
    NamedArrays ours =
        TorchWeights.backbone(
            arrays(ImmutableMap.of("backbone.bn1.weight", SCALE, "decoder.layer1.bias", SCALE)));

    assertThat(ours.shapes().keySet()).containsExactly("backbone.bn1.weight");
  }

  @Test
  void network_keepsTheReleasedNames_andTurnsLinearLayers() {
    NamedArrays ours =
        TorchWeights.network(
            arrays(
                ImmutableMap.of(
                    "module.backbone.bn1.weight",
                    SCALE,
                    "module.kernel_projector.0.weight",
                    FloatArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6))));

    assertThat(ours.shapes().keySet())
        .containsExactly("backbone.bn1.weight", "kernel_projector.0.weight");
    assertThat(ours.get("kernel_projector.0.weight"))
        .as("[in, out]")
        .isEqualTo(FloatArray.of(Shape.of(3, 2), 1, 4, 2, 5, 3, 6));
  }

  @Test
  void variableTwice_isRefused() {
    assertThatThrownBy(
            () ->
                TorchWeights.backbone(
                    arrays(ImmutableMap.of("bn1.weight", SCALE, "module.bn1.weight", SCALE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("torch has a variable twice, with and without a prefix: ");
  }

  @Test
  void toTorchvision_withoutABackbone_isRefused() {
    assertThatThrownBy(() -> TorchWeights.toTorchvision(arrays(ImmutableMap.of("a.bias", SCALE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("torch holds no backbone");
  }

  @ParameterizedTest
  @CsvSource({"tiny-basic, RESNET18, 8", "tiny-bottleneck, RESNET50, 8", "r18, RESNET18, 64"})
  void releasedWeights_fitOurNetwork_andComeBackBitForBit(
      String golden, ResNetDepth depth, int width) {
    Path file = Path.of("../../shared/golden", golden, "weights.safetensors");
    assumeTrue(Files.exists(file), "the golden fixtures are not beside this checkout");
    SafeTensors released = SafeTensors.open(file);
    NamedArrays ours = TorchWeights.network(released);
    try (Graph graph = new Graph()) {
      VariableStore store = new VariableStore(Ops.create(graph), 0);
      ResNet network =
          new ResNet(
              ModelScope.root(store).child("backbone"), new BackboneConfig(depth, width, false));
      assertThat(network).isNotNull();
      WeightFit.check(TorchWeights.backbone(released), store.all());
    }

    Path again = folder.resolve("again.safetensors");
    SafeTensors.write(again, TorchWeights.toReleased(ours), ImmutableMap.of());
    assertSame(SafeTensors.open(again), released);
    SafeTensors.write(again, TorchWeights.toTorchvision(ours), ImmutableMap.of());
    NamedArrays backbone = TorchWeights.backbone(SafeTensors.open(again));
    for (String name : backbone.shapes().keySet()) {
      assertThat(backbone.get(name).equals(ours.get(name))).as(name).isTrue();
    }
  }

  private static void assertSame(NamedArrays found, NamedArrays expected) {
    assertThat(found.shapes()).isEqualTo(expected.shapes());
    for (String name : expected.shapes().keySet()) {
      assertThat(found.get(name).equals(expected.get(name))).as(name).isTrue();
    }
  }

  private static NamedArrays arrays(ImmutableMap<String, FloatArray> arrays) {
    return new ArrayMap("torch", arrays);
  }
}
