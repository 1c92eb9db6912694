package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.densesiam.model.testing.Fixture;
import org.densesiam.model.testing.Layout;
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

/** Against torchvision's crop and antialiased resize: {@code resize/*} of the fixtures. */
class CropResizeGoldenTest {
  private static final Path FIXTURE = Fixture.path("units/units.safetensors");
  private static final int HEIGHT = 200;
  private static final int WIDTH = 250;
  private static final int SIZE_PX = 64;

  @ParameterizedTest
  @CsvSource({"20, 30, 120, 150", "50, 60, 40, 30"})
  void antialiased_cropOfFixture_equalsTorchvision(int top, int left, int height, int width) {
    assumeTrue(Files.exists(FIXTURE), "the golden fixtures are not beside this checkout");
    Fixture fixture = Fixture.open(FIXTURE);
    String name = "resize/crop_y%s_x%s_h%s_w%s_to_64".formatted(top, left, height, width);
    float[] expected = Layout.channelsLast(fixture.floats(name), 1, 3, SIZE_PX * SIZE_PX);
    float[] image = Layout.channelsLast(fixture.floats("resize/image"), 1, 3, HEIGHT * WIDTH);

    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> resized =
          CropResize.antialiased(
              tf,
              tf.constant(Shape.of(HEIGHT, WIDTH, 3), DataBuffers.of(image)),
              tf.constant(new int[] {top, left, height, width}),
              SIZE_PX);
      try (Result result = session.runner().fetch(resized).run()) {
        float[] found = new float[expected.length];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(found);
        assertThat(found).containsExactly(expected, Offset.offset(2e-5f));
      }
    }
  }
}
