package org.densesiam.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class CheckpointArraysTest {
  private static final FloatArray VALUES = FloatArray.of(Shape.of(2, 2), 1, -0f, 1e-40f, 3);

  @TempDir private Path folder;

  @Test
  void write_isRestoredByTheGraphsOwnOperations() {
    CheckpointArrays.write(prefix(), new ArrayMap("memory", ImmutableMap.of("a.weight", VALUES)));

    try (TestGraph graph = TestGraph.open()) {
      Variable weight = graph.scope().weight("a.weight", Shape.of(2, 2), Initializer.zeros());
      new CheckpointOps(graph.tf(), graph.variables().all()).restore(graph.session(), prefix());
      assertThat(graph.read(weight))
          .isIdenticalTo(FloatTensor.of(Shape.of(2, 2), VALUES.toArray()));
    }
  }

  @Test
  void read_ofWhatIsWanted_givesBitsBack() {
    CheckpointArrays.write(
        prefix(),
        new ArrayMap(
            "memory",
            ImmutableMap.of(
                "a.weight", VALUES, "a.weight/momentum", FloatArray.of(Shape.of(1), 7))));

    NamedArrays read =
        CheckpointArrays.read("run", prefix(), ImmutableMap.of("a.weight", Shape.of(2, 2)));

    assertThat(read.shapes()).isEqualTo(ImmutableMap.of("a.weight", Shape.of(2, 2)));
    assertThat(read.get("a.weight")).isEqualTo(VALUES);
  }

  @Test
  void read_missing_namesIt() {
    CheckpointArrays.write(prefix(), new ArrayMap("memory", ImmutableMap.of("a", VALUES)));

    assertThatThrownBy(
            () -> CheckpointArrays.read("run", prefix(), ImmutableMap.of("b", Shape.of(2, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("run cannot be read: ")
        .hasMessageContaining("b not found in checkpoint");
  }

  @Test
  void write_toNoFolder_isAnErrorOfTheDisk() {
    assertThatThrownBy(
            () ->
                CheckpointArrays.write(
                    folder.resolve("none").resolve("x").resolve("y"),
                    new ArrayMap("memory", ImmutableMap.of("a", VALUES))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot write checkpoint " + folder);
  }

  private Path prefix() {
    return folder.resolve("variables");
  }
}
