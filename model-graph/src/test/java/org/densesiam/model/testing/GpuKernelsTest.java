package org.densesiam.model.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.Variable;
import org.junit.jupiter.api.Test;
import org.tensorflow.DeviceSpec;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

class GpuKernelsTest {
  private static final DeviceSpec CPU =
      DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build();

  @Test
  void operationWithoutGpuKernel_isNamedWithItsTypes() {
    assertThat(missing(tf -> tf.withName("squeak").strings.lower(tf.constant("A"))))
        .contains("StringLower \"squeak\": no GPU kernel for ")
        .as("strings are the CPU's")
        .anyMatch(line -> line.startsWith("Const ") && line.endsWith("dtype=string"));
  }

  @Test
  void typeWithoutGpuKernel_isNamed_otherTypesAreNot() {
    assertThat(missing(tf -> tf.math.lgamma(tf.constant(1f)))).isEmpty();
    assertThat(
            missing(
                tf ->
                    tf.withName("tail")
                        .math
                        .lgamma(tf.dtypes.cast(tf.constant(1f), TBfloat16.class))))
        .containsExactly("Lgamma \"tail\": no GPU kernel for T=bfloat16");
  }

  @Test
  void operationWithoutGpuKernel_pinnedToTheCpu_isNoneOfOurs() {
    assertThat(
            missing(
                tf -> {
                  Ops cpu = tf.withDevice(CPU);
                  cpu.strings.lower(cpu.constant("A"));
                }))
        .isEmpty();
  }

  @Test
  void arithmeticOnShapes_noOps_andVariables_haveKernels() {
    assertThat(
            missing(
                tf -> {
                  tf.math.add(tf.shape(tf.constant(new float[3])), tf.constant(new int[] {1}));
                  tf.range(tf.constant(0), tf.constant(3), tf.constant(1));
                  tf.noOp();
                  tf.readVariableOp(tf.varHandleOp(TFloat32.class, Shape.of(1)), TFloat32.class);
                }))
        .isEmpty();
  }

  @Test
  void variableReadOnTheCpu_isNamed_withTheReader() {
    try (TestGraph graph = TestGraph.open()) {
      Variable weight = graph.scope().weight("a.weight", Shape.of(1), Initializer.ones());
      assertThat(GpuKernels.variablesTakenToCpu(graph.graph().toGraphDef())).isEmpty();

      graph.tf().withDevice(CPU).withName("read").readVariableOp(weight.handle(), TFloat32.class);
      assertThat(GpuKernels.variablesTakenToCpu(graph.graph().toGraphDef()))
          .containsExactly("\"a.weight\" is taken to the CPU by \"read\"");
    }
  }

  private static Iterable<String> missing(Consumer<Ops> operations) {
    try (TestGraph graph = TestGraph.open()) {
      operations.accept(graph.tf());
      return GpuKernels.ofTensorFlow().missingFor(graph.graph().toGraphDef());
    }
  }
}
