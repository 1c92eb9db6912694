package org.densesiam.model.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import java.util.List;
import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class ResNetTest {

  @Test
  void stages_areAtStrides4To32_andDoubleTheirChannels() {
    try (TestGraph graph = TestGraph.open()) {
      BackboneConfig config = new BackboneConfig(ResNetDepth.RESNET50, 2, false);
      Features<TFloat32> features =
          new ResNet(graph.scope(), config)
              .apply(
                  graph.pass(Mode.INFERENCE),
                  graph.constant(FloatTensor.filled(Shape.of(1, 64, 96, 3), 1)));

      assertThat(features.res(2).shape()).isEqualTo(Shape.of(1, 16, 24, config.channels(2)));
      assertThat(features.res(3).shape()).isEqualTo(Shape.of(1, 8, 12, config.channels(3)));
      assertThat(features.res(4).shape()).isEqualTo(Shape.of(1, 4, 6, config.channels(4)));
      assertThat(features.res(5).shape()).isEqualTo(Shape.of(1, 2, 3, config.channels(5)));
      assertThat(config.channels(5)).isEqualTo(2 * 8 * 4);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> features.res(6))
          .withMessage("stage must be 2 to 5: 6");
    }
  }

  @Test
  void zeroInit_basicBlocks_startTheirSecondNormAtZero_andNoOther() {
    assertThat(zeroNorms(ResNetDepth.RESNET18)).hasSize(8).allMatch(name -> name.endsWith("bn2"));
  }

  @Test
  void zeroInit_bottlenecks_startTheirThirdNormAtZero_andNoOther() {
    assertThat(zeroNorms(ResNetDepth.RESNET50)).hasSize(16).allMatch(name -> name.endsWith("bn3"));
  }

  /** Batch norms whose scale starts at zero. */
  private static List<String> zeroNorms(ResNetDepth depth) {
    try (TestGraph graph = TestGraph.open()) {
      ResNet resNet = new ResNet(graph.scope(), new BackboneConfig(depth, 2, true));
      assertThat(resNet).isNotNull();
      graph.initialize();
      List<Variable> scales =
          graph.variables().all().stream()
              .filter(v -> v.shape().numDimensions() == 1 && v.name().endsWith(".weight"))
              .toList();
      List<FloatTensor> values = graph.read(scales);
      for (FloatTensor value : values) {
        assertThat(value).isCloseTo(FloatTensor.filled(value.shape(), value.at(0)), 0);
      }
      return scales.stream()
          .filter(scale -> values.get(scales.indexOf(scale)).at(0) == 0)
          .map(scale -> scale.name().substring(0, scale.name().length() - ".weight".length()))
          .toList();
    }
  }
}
