package org.densesiam.it.python;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.densesiam.data.view.LabelledView;
import org.densesiam.export.weights.TorchWeights;
import org.densesiam.model.LossTerm;
import org.densesiam.model.SupervisedNetwork;
import org.densesiam.model.SupervisedNetworkConfig;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.SafeTensors;
import org.densesiam.trainer.optim.Sgd;
import org.densesiam.trainer.train.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;

/** A step of supervised segmentation: PyTorch's loss and gradients on the same weights. */
@NeedsPython
class FinetuneStepInPythonTest {
  private static final int CLASSES = 5;
  private static final int IMAGES = 4;
  private static final int SIDE_PX = 64;

  /** Of a gradient's length; float32's rounding through 20 layers with batch norms. */
  private static final String GRADIENT_TOLERANCE = "1e-5";

  @TempDir private Path folder;

  @Test
  void lossAndGradients_areThoseOfPyTorchsCrossEntropy() throws Exception {
    Path weights = folder.resolve("weights.safetensors");
    Path values = folder.resolve("case.safetensors");
    try (TestGraph graph = TestGraph.open(5)) {
      SupervisedNetwork network = new SupervisedNetwork(graph.scope(), config());
      FloatTensor images = FloatTensor.normal(Shape.of(IMAGES, SIDE_PX, SIDE_PX, 3), 6);
      int[] labels = labels();
      Operand<TInt32> labelled =
          graph
              .tf()
              .constant(Shape.of(IMAGES, SIDE_PX, SIDE_PX), DataBuffers.of(labels));
      Replica replica =
          Replica.build(
              graph.tf(),
              network,
              new LabelledView(graph.constant(images), labelled),
              ImmutableSet.of(LossTerm.LABELS),
              Precision.FP32);
      graph.initialize();
      ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
      arrays.put("images", array(images));
      arrays.put("labels", FloatArray.of(Shape.of(IMAGES, SIDE_PX, SIDE_PX), floats(labels)));
      arrays.put("loss", array(graph.evaluate(replica.losses().total())));
      SafeTensors.write(
          weights, TorchWeights.toReleased(values(graph)), ImmutableMap.of());
      NamedArrays gradients = TorchWeights.toReleased(gradients(graph, replica));
      gradients
          .shapes()
          .keySet()
          .forEach(name -> arrays.put("gradient/" + name, gradients.get(name)));
      SafeTensors.write(
          values, new ArrayMap("case", arrays.buildOrThrow()), ImmutableMap.of());
    }

    Python.find()
        .orElseThrow()
        .run("finetune_step.py", weights, values, GRADIENT_TOLERANCE);
  }

  private static SupervisedNetworkConfig config() {
    return new SupervisedNetworkConfig(
        new BackboneConfig(ResNetDepth.RESNET18, 64, false),
        Precision.FP32,
        16,
        1,
        Optional.of(ImmutableList.of("a", "b", "c", "d", "e")));
  }

  /** Classes in blocks, a tenth of the pixels ignored. */
  private static int[] labels() {
    Random random = new Random(7);
    int[] labels = new int[IMAGES * SIDE_PX * SIDE_PX];
    for (int i = 0; i < labels.length; i++) {
      int block = i % SIDE_PX / 16 + i / SIDE_PX / 16;
      labels[i] = random.nextInt(10) == 0 ? 255 : block % CLASSES;
    }
    return labels;
  }

  private static float[] floats(int[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i];
    }
    return floats;
  }

  private static NamedArrays values(TestGraph graph) {
    ImmutableList<Variable> variables = graph.variables().all();
    return named("graph", variables, graph.read(variables));
  }

  private static NamedArrays gradients(TestGraph graph, Replica replica) {
    return named(
        "gradients",
        Lists.transform(replica.gradients(), Sgd.Gradient::weight),
        graph.evaluate(Lists.transform(replica.gradients(), Sgd.Gradient::gradient)));
  }

  private static NamedArrays named(
      String origin, List<Variable> variables, List<FloatTensor> values) {
    ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
    for (int i = 0; i < values.size(); i++) {
      arrays.put(variables.get(i).name(), array(values.get(i)));
    }
    return new ArrayMap(origin, arrays.buildOrThrow());
  }

  private static FloatArray array(FloatTensor tensor) {
    return FloatArray.of(tensor.shape(), tensor.values());
  }
}
