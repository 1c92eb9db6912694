package org.densesiam.data.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.densesiam.model.testing.Fixture;
import org.densesiam.model.testing.Layout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Against numbers computed by the released PyTorch code: {@code geometry/*} of the fixtures. */
class GridSamplerGoldenTest {
  private static final Path FIXTURE = Fixture.path("units/units.safetensors");
  private static final int PAIRS = 12;
  private static final int CHANNELS = 5;
  private static final int CELLS = 9;
  private static final int GRID = 7;

  private Fixture fixture;

  @BeforeEach
  void read() {
    assumeTrue(Files.exists(FIXTURE), "the golden fixtures are not beside this checkout");
    fixture = Fixture.open(FIXTURE);
  }

  @Test
  void overlap_ofFixtureBoxes_isValidWhereFixtureSaysSo() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Overlap overlap = Overlap.of(tf, boxes(tf, 1), boxes(tf, 2), 0);
      try (Result result = session.runner().fetch(overlap.valid()).run()) {
        boolean[] expected = fixture.flags("geometry/valid");
        for (int pair = 0; pair < PAIRS; pair++) {
          assertThat(((TBool) result.get(0)).getBoolean(pair))
              .as("pair %s", pair)
              .isEqualTo(expected[pair]);
        }
      }
    }
  }

  @Test
  void sample_firstView_equalsFixture() {
    assertSampled(1);
  }

  @Test
  void sample_secondView_equalsFixture() {
    assertSampled(2);
  }

  private void assertSampled(int view) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Overlap overlap = Overlap.of(tf, boxes(tf, 1), boxes(tf, 2), 0);
      float[] features =
          Layout.channelsLast(
              fixture.floats("geometry/feature" + view), PAIRS, CHANNELS, CELLS * CELLS);
      Operand<TFloat32> sampled =
          GridSampler.sample(
              tf,
              tf.constant(Shape.of(PAIRS, CELLS, CELLS, CHANNELS), DataBuffers.of(features)),
              boxes(tf, view),
              tf.constant(fixture.flags("geometry/flip" + view)),
              overlap.box(),
              GRID,
              GRID);
      try (Result result = session.runner().fetch(sampled).run()) {
        assertEqualsWhereValid((TFloat32) result.get(0), view);
      }
    }
  }

  private void assertEqualsWhereValid(TFloat32 sampled, int view) {
    float[] expected =
        Layout.channelsLast(
            fixture.floats("geometry/sampled" + view), PAIRS, CHANNELS, GRID * GRID);
    float[] found = new float[expected.length];
    sampled.asRawTensor().data().asFloats().read(found);
    boolean[] valid = fixture.flags("geometry/valid");
    int perPair = GRID * GRID * CHANNELS;
    for (int i = 0; i < expected.length; i++) {
      if (valid[i / perPair]) {
        assertThat(found[i])
            .as("pair %s, number %s", i / perPair, i % perPair)
            .isCloseTo(expected[i], Offset.offset(2e-5f));
      }
    }
  }

  private Operand<TFloat32> boxes(Ops tf, int view) {
    return tf.constant(Shape.of(PAIRS, 4), DataBuffers.of(fixture.floats("geometry/box" + view)));
  }
}
