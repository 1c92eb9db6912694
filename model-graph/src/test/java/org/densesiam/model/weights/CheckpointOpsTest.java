package org.densesiam.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.GpuKernels;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

class CheckpointOpsTest {
  private static final Shape KERNEL = Shape.of(3, 3, 4, 8);

  @TempDir private Path folder;

  @Test
  void restore_givesTheSavedBitsBack() {
    FloatTensor saved;
    try (TestGraph graph = TestGraph.open(1)) {
      Variable weight = graph.scope().weight("a.weight", KERNEL, Initializer.heNormalFanOut());
      save(graph);
      saved = graph.read(weight);
    }
    assertThat(folder.resolve("weights.index")).exists();
    assertThat(folder.resolve("weights.data-00000-of-00001")).exists();

    try (TestGraph graph = TestGraph.open(2)) {
      Variable weight = graph.scope().weight("a.weight", KERNEL, Initializer.zeros());
      new CheckpointOps(graph.tf(), graph.variables().all()).restore(graph.session(), prefix());

      assertThat(graph.read(weight)).isIdenticalTo(saved);
    }
  }

  @Test
  void slots_haveNamesWithASlash() {
    try (TestGraph graph = TestGraph.open()) {
      Variable slot =
          graph
              .variables()
              .create(
                  "a.weight/momentum",
                  KERNEL,
                  Variable.Kind.SLOT,
                  Variable.Group.BODY,
                  Initializer.ones());
      save(graph);
      graph.set(slot, FloatTensor.filled(KERNEL, 0));
      new CheckpointOps(graph.tf(), graph.variables().all()).restore(graph.session(), prefix());

      assertThat(graph.read(slot)).isIdenticalTo(FloatTensor.filled(KERNEL, 1));
    }
  }

  @Test
  void restore_missingVariable_isNamed() {
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("a.weight", KERNEL, Initializer.zeros());
      save(graph);
    }
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("b.weight", KERNEL, Initializer.zeros());
      CheckpointOps checkpoint = new CheckpointOps(graph.tf(), graph.variables().all());

      assertThatThrownBy(() -> checkpoint.restore(graph.session(), prefix()))
          .isInstanceOf(TensorFlowException.class)
          .hasMessageContaining("b.weight");
    }
  }

  @Test
  void restore_otherShape_isRefused() {
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("a.weight", KERNEL, Initializer.zeros());
      save(graph);
    }
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("a.weight", Shape.of(1, 1, 4, 8), Initializer.zeros());
      CheckpointOps checkpoint = new CheckpointOps(graph.tf(), graph.variables().all());

      assertThatThrownBy(() -> checkpoint.restore(graph.session(), prefix()))
          .isInstanceOf(TFInvalidArgumentException.class)
          .hasMessageContaining("a.weight")
          .hasMessageContaining("[3,3,4,8]")
          .hasMessageContaining("[1,1,4,8]");
    }
  }

  @Test
  void variables_areNotTakenToTheCpu_byWhatWritesAndReadsThem() {
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("a.weight", KERNEL, Initializer.zeros());
      save(graph);

      assertThat(GpuKernels.variablesTakenToCpu(graph.graph().toGraphDef())).isEmpty();
      assertThat(GpuKernels.ofTensorFlow().missingFor(graph.graph().toGraphDef()))
          .as("files are the CPU's")
          .isEmpty();
    }
  }

  @Test
  void variablesOfAnotherDevice_areWrittenAndReadThere() {
    // A second CPU stands for a GPU: the file operations stay on the first.
    ConfigProto twoDevices = ConfigProto.newBuilder().putDeviceCount("CPU", 2).build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, twoDevices)) {
      Ops tf = Ops.create(graph).withDevice(cpu(1));
      VariableStore variables = new VariableStore(tf, 1);
      Variable weight =
          ModelScope.root(variables).weight("a.weight", Shape.of(2), Initializer.ones());
      CheckpointOps checkpoint = new CheckpointOps(tf, ImmutableList.of(weight));
      session.runner().addTarget(variables.initializer()).run().close();

      checkpoint.save(session, prefix());
      checkpoint.restore(session, prefix());
      try (Result result =
          session.runner().fetch(tf.readVariableOp(weight.handle(), TFloat32.class)).run()) {
        assertThat(((TFloat32) result.get(0)).getFloat(1)).isEqualTo(1);
      }
    }
  }

  private static DeviceSpec cpu(int index) {
    return DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(index).build();
  }

  private void save(TestGraph graph) {
    graph.initialize();
    new CheckpointOps(graph.tf(), graph.variables().all()).save(graph.session(), prefix());
  }

  private Path prefix() {
    return folder.resolve("weights");
  }
}
