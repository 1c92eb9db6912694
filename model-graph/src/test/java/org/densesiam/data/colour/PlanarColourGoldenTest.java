package org.densesiam.data.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.assertj.core.data.Offset;
import org.densesiam.model.testing.Fixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  @ValueSource(floats = {0.6f, 1.4f})
  void brightness_ofFixture_equalsTorchvision(float factor) {
    assertEqualsFixture(
        "colour/brightness/" + factor,
        (tf, image) -> new PlanarColour(tf).brightness(image, number(tf, factor)));
  }

  @ParameterizedTest
  @ValueSource(floats = {0.6f, 1.4f})
  void contrast_ofFixture_equalsTorchvision(float factor) {
    assertEqualsFixture(
        "colour/contrast/" + factor,
        (tf, image) -> new PlanarColour(tf).contrast(image, number(tf, factor)));
  }

  @ParameterizedTest
  @ValueSource(floats = {0.6f, 1.4f})
  void saturation_ofFixture_equalsTorchvision(float factor) {
    assertEqualsFixture(
        "colour/saturation/" + factor,
        (tf, image) -> new PlanarColour(tf).saturation(image, number(tf, factor)));
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 0.1f})
  void turnHue_ofFixture_equalsTorchvision(float turn) {
    assertEqualsFixture(
        "colour/hue/" + turn, (tf, image) -> new PlanarColour(tf).turnHue(image, number(tf, turn)));
  }

  @ParameterizedTest
  @ValueSource(floats = {-1f, 0f, 1f})
  void turnHue_byNothingOrTheWholeCircle_changesNothing(float turn) {
    assertEqualsFixture(
        "colour/image", (tf, image) -> new PlanarColour(tf).turnHue(image, number(tf, turn)));
  }

  @Test
  void turnHue_halfTheCircleTwice_changesNothing() {
    assertEqualsFixture(
        "colour/image",
        (tf, image) -> {
          PlanarColour colour = new PlanarColour(tf);
          return colour.turnHue(colour.turnHue(image, number(tf, 0.5f)), number(tf, -0.5f));
        });
  }

  @Test
  void normalise_greyView_equalsTorchvision() {
    List<Double> none = List.of(0.0, 0.0, 0.0);
    List<Double> toBytes = List.of(1 / 255.0, 1 / 255.0, 1 / 255.0);
    assertEqualsFixture(
        "colour/grayscale",
        (tf, image) -> {
          PlanarColour colour = new PlanarColour(tf);
          return colour.normalise(colour.grey(image, number(tf, 1f)), none, toBytes);
        });
  }

  private static Operand<TFloat32> number(Ops tf, float number) {
    return tf.constant(new float[][] {{number}});
  }

  private void assertEqualsFixture(String name, BiFunction<Ops, Planes, Planes> operation) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      float[] pixels = fixture.floats("colour/image"); // in [0, 1]
      Planes image =
          new Planes(plane(tf, pixels, 0), plane(tf, pixels, 1), plane(tf, pixels, 2))
              .map(plane -> tf.math.mul(plane, tf.constant(255f)));
      Planes changed = operation.apply(tf, image);
      Operand<TFloat32> found =
          tf.math.div(
              tf.stack(List.of(changed.red(), changed.green(), changed.blue())), tf.constant(255f));
      try (Result result = session.runner().fetch(found).run()) {
        float[] values = new float[3 * PIXELS];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
        assertThat(values).as(name).containsExactly(fixture.floats(name), Offset.offset(1e-5f));
      }
    }
  }

  private static Operand<TFloat32> plane(Ops tf, float[] pixels, int index) {
    float[] plane = Arrays.copyOfRange(pixels, index * PIXELS, (index + 1) * PIXELS);
    return tf.constant(Shape.of(1, PIXELS), DataBuffers.of(plane));
  }
}
