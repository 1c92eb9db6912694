package org.densesiam.model.backbone;

import static org.densesiam.model.testing.TensorAssert.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The backbone computes what torchvision's computes: {@code resnet-reference.txt}, written by
 * {@code resnet_reference.py} in float64. Width 4; 4 images; the bottleneck's views have an odd
 * side of 61 px, where padding that is not symmetric would show.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResNetNumericsTest {
  private static final int IMAGES = 4;

  private ImmutableMap<String, FloatTensor> expected = ImmutableMap.of();

  @BeforeAll
  void readReference() throws IOException {
    ImmutableMap.Builder<String, FloatTensor> tensors = ImmutableMap.builder();
    for (String line :
        Resources.readLines(
            Resources.getResource(getClass(), "resnet-reference.txt"), StandardCharsets.UTF_8)) {
      if (!line.startsWith("#")) {
        List<String> words = Splitter.on(' ').splitToList(line);
        float[] values = new float[words.size() - 2];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.parseFloat(words.get(i + 2));
        }
        long[] shape =
            Splitter.on('x').splitToStream(words.get(1)).mapToLong(Long::parseLong).toArray();
        tensors.put(words.get(0), FloatTensor.of(Shape.of(shape), values));
      }
    }
    expected = tensors.buildOrThrow();
  }

  @Test
  void basicBlocks_inference_equalTorchvisions() {
    checkInference("basic", ResNetDepth.RESNET18, 64);
  }

  @Test
  void bottlenecks_inference_oddSide_equalTorchvisions() {
    checkInference("bottleneck", ResNetDepth.RESNET50, 61);
  }

  private void checkInference(String network, ResNetDepth depth, int side) {
    try (TestGraph graph = TestGraph.open()) {
      ResNet resNet = filled(graph, depth);
      Features<TFloat32> features =
          resNet.apply(graph.pass(Mode.INFERENCE), view(graph, "view1", side));

      List<FloatTensor> actual =
          graph.evaluate(
              List.of(
                  mean(graph.tf(), features.res2()),
                  mean(graph.tf(), features.res3()),
                  mean(graph.tf(), features.res4()),
                  features.res5()));
      for (int stage = 2; stage <= 5; stage++) {
        assertThat(actual.get(stage - 2))
            .as("res%s of %s", stage, network)
            .isCloseTo(reference(network + "/inference/res" + stage), 1e-4);
      }
    }
  }

  @Test
  void training_equalsTorchvisions_inOutputsStatisticsAndGradients() {
    try (TestGraph graph = TestGraph.open()) {
      ResNet resNet = filled(graph, ResNetDepth.RESNET18);
      Twin<ForwardPass<TFloat32>> passes = graph.passes(Mode.TRAINING);
      Twin<Operand<TFloat32>> res5 =
          passes.with(
              new Twin<>("view1", "view2"),
              (pass, view) -> resNet.apply(pass, view(graph, view, 64)).res5());

      checkOutputs(graph, res5);
      checkGradients(graph, passes.first(), res5);
      checkRunningStatistics(graph, passes);
    }
  }

  private void checkOutputs(TestGraph graph, Twin<Operand<TFloat32>> res5) {
    List<FloatTensor> actual = graph.evaluate(List.of(res5.first(), res5.second()));
    assertThat(actual.get(0)).isCloseTo(reference("basic/training/first"), 1e-4);
    assertThat(actual.get(1)).isCloseTo(reference("basic/training/second"), 1e-4);
  }

  private void checkGradients(
      TestGraph graph, ForwardPass<TFloat32> pass, Twin<Operand<TFloat32>> res5) {
    Ops tf = graph.tf();
    Operand<TFloat32> weights =
        graph.constant(FormulaNumbers.map("weights", res5.first().shape(), 1));
    Operand<TFloat32> weighted = tf.math.mul(tf.math.add(res5.first(), res5.second()), weights);
    Operand<TFloat32> sum = tf.reduceSum(weighted, tf.constant(new int[] {0, 1, 2, 3}));

    List<String> names = List.of("conv1.weight", "layer2.0.conv2.weight", "layer3.0.bn1.bias");
    List<FloatTensor> gradients =
        graph.gradients(sum, Lists.transform(names, name -> pass.read(graph.variable(name))));
    for (int i = 0; i < names.size(); i++) {
      assertThat(FloatTensor.vector(gradients.get(i).values()))
          .as("gradient of %s", names.get(i))
          .isCloseInNormTo(reference("basic/gradient/" + names.get(i)), 1e-4);
    }
  }

  private void checkRunningStatistics(TestGraph graph, Twin<ForwardPass<TFloat32>> passes) {
    graph.run(
        BatchStatistics.update(
            graph.tf(),
            Iterables.concat(passes.first().statistics(), passes.second().statistics())));

    String prefix = "basic/after/";
    ImmutableList<String> recorded =
        expected.keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .collect(ImmutableList.toImmutableList());
    List<FloatTensor> statistics =
        graph.read(
            Lists.transform(recorded, name -> graph.variable(name.substring(prefix.length()))));
    for (int i = 0; i < statistics.size(); i++) {
      assertThat(statistics.get(i)).as(recorded.get(i)).isCloseTo(reference(recorded.get(i)), 1e-5);
    }
  }

  private FloatTensor reference(String name) {
    FloatTensor tensor = expected.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("resnet-reference.txt has no " + name);
    }
    return tensor;
  }

  /** A network of width 4 with the reference's weights. */
  private static ResNet filled(TestGraph graph, ResNetDepth depth) {
    ResNet resNet = new ResNet(graph.scope(), new BackboneConfig(depth, 4, false));
    graph.set(Maps.toMap(graph.variables().all(), ResNetNumericsTest::value));
    return resNet;
  }

  private static FloatTensor value(Variable variable) {
    Shape shape = variable.shape();
    String name = variable.name();
    if (shape.numDimensions() == 4) {
      double fanOut = (double) shape.get(0) * shape.get(1) * shape.get(3);
      return FormulaNumbers.kernel(name, shape, Math.sqrt(6 / fanOut));
    }
    if (name.endsWith("weight")) {
      return FormulaNumbers.vector(name, shape.size(), 0.25, 1);
    }
    if (name.endsWith("running_var")) {
      return FormulaNumbers.vector(name, shape.size(), 0.5, 1);
    }
    return FormulaNumbers.vector(name, shape.size(), 0.1, 0);
  }

  private static Operand<TFloat32> view(TestGraph graph, String name, int side) {
    return graph.constant(FormulaNumbers.map(name, Shape.of(IMAGES, side, side, 3), 1.5));
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> map) {
    return tf.math.mean(map, tf.constant(new int[] {1, 2}));
  }
}
