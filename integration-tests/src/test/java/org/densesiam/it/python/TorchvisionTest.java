package org.densesiam.it.python;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.densesiam.export.weights.TorchWeights;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNet;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.SafeTensors;
import org.densesiam.trainer.config.Spelling;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Our weights in torchvision's networks: the same features. */
@NeedsPython
class TorchvisionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"RESNET18", "RESNET50"})
  void weights_inTorchvisionsNetwork_giveOurFeatures(ResNetDepth depth) throws Exception {
    Path weights = folder.resolve("backbone.safetensors");
    Path features = folder.resolve("features.safetensors");
    try (TestGraph graph = TestGraph.open(3)) {
      ResNet network =
          new ResNet(graph.scope().child("backbone"), new BackboneConfig(depth, 64, false));
      FloatTensor images = FloatTensor.normal(Shape.of(2, 96, 64, 3), 4);
      graph.initialize();
      moveStatistics(graph);
      Operand<TFloat32> res5 =
          network.apply(graph.pass(ForwardPass.Mode.INFERENCE), graph.constant(images)).res5();
      SafeTensors.write(weights, TorchWeights.toTorchvision(values(graph)), ImmutableMap.of());
      SafeTensors.write(
          features,
          new ArrayMap(
              "features",
              ImmutableMap.of("images", array(images), "res5", array(graph.evaluate(res5)))),
          ImmutableMap.of());
    }

    Python.find()
        .orElseThrow()
        .run("torchvision_features.py", Spelling.of(depth), weights, features);
  }

  /** Running statistics away from 0 and 1, so that a mix-up would show: U(0.5, 1.5) each. */
  private static void moveStatistics(TestGraph graph) {
    Ops tf = graph.tf();
    ImmutableList.Builder<Op> moves = ImmutableList.builder();
    long seed = 0;
    for (Variable statistic : graph.variables().of(Variable.Kind.STATISTIC)) {
      Operand<TFloat32> uniform =
          tf.random.statelessRandomUniform(
              tf.constant(statistic.shape()), tf.constant(new long[] {7, seed++}));
      moves.add(tf.assignVariableOp(statistic.handle(), tf.math.add(uniform, tf.constant(0.5f))));
    }
    graph.run(moves.build());
  }

  private static ArrayMap values(TestGraph graph) {
    ImmutableList<Variable> variables = graph.variables().all();
    ImmutableList<FloatTensor> values = graph.read(variables);
    ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
    for (int i = 0; i < values.size(); i++) {
      arrays.put(variables.get(i).name(), array(values.get(i)));
    }
    return new ArrayMap("graph", arrays.buildOrThrow());
  }

  private static FloatArray array(FloatTensor tensor) {
    return FloatArray.of(tensor.shape(), tensor.values());
  }
}
