package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.assertj.core.data.Offset;
import org.densesiam.data.golden.Fixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Against torchvision's operations on tensors: {@code colour/*} of the fixtures. */
class PlanarColourGoldenTest {
  private static final Path FIXTURE = Fixture.path("units/units.safetensors");
  private static final int PIXELS = 24 * 32;

  private Fixture fixture;

  @BeforeEach
  void read() {
    assumeTrue(Files.exists(FIXTURE), "the golden fixtures are not beside this checkout");
    fixture = Fixture.open(FIXTURE);
  }

  @ParameterizedTest
  @CsvSource({
    "brightness, 0, 0.6",
    "brightness, 0, 1.4",
    "contrast, 1, 0.6",
    "contrast, 1, 1.4",
    "saturation, 2, 0.6",
    "saturation, 2, 1.4"
  })
  void blend_ofFixture_equalsTorchvision(String name, int kind, float factor) {
    float[][] factors = {{0.3f, 0.3f, 0.3f}}; // only the chosen kind's may count
    float[][] kinds = new float[1][3];
    factors[0][kind] = factor;
    kinds[0][kind] = 1f;

    assertEqualsFixture(
        "colour/%s/%s".formatted(name, factor),
        (tf, image) -> new PlanarColour(tf).blend(image, tf.constant(factors), tf.constant(kinds)));
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "0.1"})
  void turnHue_ofFixture_equalsTorchvision(float turn) {
    assertEqualsFixture(
        "colour/hue/" + turn,
        (tf, image) -> new PlanarColour(tf).turnHue(image, tf.constant(new float[][] {{turn}})));
  }

  @Test
  void turnHue_byNothing_changesNothing() {
    assertEqualsFixture(
        "colour/image",
        (tf, image) -> new PlanarColour(tf).turnHue(image, tf.constant(new float[][] {{0f}})));
  }

  @Test
  void blend_ofNoKind_changesNothing() {
    assertEqualsFixture(
        "colour/image",
        (tf, image) ->
            new PlanarColour(tf)
                .blend(
                    image,
                    tf.constant(new float[][] {{0.3f, 0.4f, 0.5f}}),
                    tf.constant(new float[1][3])));
  }

  @Test
  void normalise_greyView_equalsTorchvision() {
    assertEqualsFixture(
        "colour/grayscale",
        (tf, image) ->
            new PlanarColour(tf)
                .normalise(
                    image,
                    tf.constant(new float[][] {{1f}}),
                    List.of(0.0, 0.0, 0.0),
                    List.of(1.0, 1.0, 1.0)));
  }

  private void assertEqualsFixture(
      String name, BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> operation) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> image =
          tf.constant(Shape.of(1, 3, PIXELS), DataBuffers.of(fixture.floats("colour/image")));
      try (Result result = session.runner().fetch(operation.apply(tf, image)).run()) {
        float[] found = new float[3 * PIXELS];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(found);
        assertThat(found).as(name).containsExactly(fixture.floats(name), Offset.offset(1e-5f));
      }
    }
  }
}
