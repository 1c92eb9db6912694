package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The four consistencies, small and under one signature, so that one test can ask it of all. */
enum Consistency {
  IMAGE("global_predictor"),
  PIXEL("predictor"),
  MASKS("kernel_predictor"),
  GRID("kernel_predictor");

  static final int CHANNELS = 4;
  static final int PROJECTION = 8;
  static final int CATEGORIES = 3;

  /** Points along the overlap's side; so many cells the features have, too. */
  static final int GRID_SIZE = 2;

  private static final double TEMPERATURE = 0.5;

  private final String predictor;

  Consistency(String predictor) {
    this.predictor = predictor;
  }

  /**
   * Makes the variables and adds the loss.
   *
   * @param features {@code [B, h, w, CHANNELS]} of each view
   */
  Agreement apply(
      TestGraph graph,
      Twin<ForwardPass<TFloat32>> passes,
      Twin<Operand<TFloat32>> features,
      Alignment alignment,
      boolean stopGradient) {
    RegionLossConfig region = region(stopGradient);
    return switch (this) {
      case IMAGE ->
          new ImageConsistency(
                  graph.scope(),
                  CHANNELS,
                  new ImageLossConfig(1, PROJECTION, 2 * PROJECTION),
                  Distance.NEGATIVE_COSINE)
              .apply(passes, features);
      case PIXEL -> {
        PixelConsistency pixel = pixel(graph);
        yield pixel.apply(passes, pixel.projectAligned(passes, features, alignment), alignment);
      }
      case MASKS ->
          new MaskRegions(graph.scope(), CHANNELS, PROJECTION, region)
              .apply(
                  passes,
                  alignment.sample(
                      passes.map(ForwardPass::tf),
                      passes.with(features, ForwardPass::toFloat),
                      GRID_SIZE),
                  pixel(graph).projectAligned(passes, features, alignment),
                  alignment);
      case GRID ->
          new GridRegions(graph.scope(), CHANNELS, region).apply(passes, features, alignment);
    };
  }

  private static PixelConsistency pixel(TestGraph graph) {
    return new PixelConsistency(
        graph.scope(), CHANNELS, new PixelLossConfig(1, PROJECTION, 2 * PROJECTION, GRID_SIZE));
  }

  private RegionLossConfig region(boolean stopGradient) {
    return new RegionLossConfig(
        1,
        0,
        this == GRID ? Variant.GRID : Variant.MASKS,
        CATEGORIES,
        GRID_SIZE,
        TEMPERATURE,
        stopGradient,
        PROJECTION,
        2 * PROJECTION);
  }

  /**
   * Makes the predictor {@code sign} times the identity, up to batch norm: {@code relu(z) -
   * relu(-z)}. Exact in inference mode with the running statistics of the start.
   */
  void predictWhatIsThere(TestGraph graph, float sign) {
    float[] in = new float[2 * PROJECTION * PROJECTION]; // [D, 2 D]: the identity, and its negative
    float[] out = new float[2 * PROJECTION * PROJECTION]; // [2 D, D], alike
    for (int i = 0; i < PROJECTION; i++) {
      in[i * 2 * PROJECTION + i] = 1;
      in[i * 2 * PROJECTION + PROJECTION + i] = -1;
      out[i * PROJECTION + i] = sign;
      out[(PROJECTION + i) * PROJECTION + i] = -sign;
    }
    set(graph, predictor + ".0.weight", in);
    set(graph, predictor + ".3.weight", out);
    set(graph, predictor + ".3.bias", new float[PROJECTION]);
  }

  /**
   * Moves the inputs of the ReLUs of a head's layers four standard deviations up, so that hardly
   * any is below 0: no projection is zero throughout, and central differences meet no kink.
   *
   * @param heads part of the names of their variables
   */
  static void openRectifiers(TestGraph graph, String heads) {
    ImmutableMap.Builder<Variable, FloatTensor> biases = ImmutableMap.builder();
    for (Variable variable : graph.variables().of(Variable.Kind.WEIGHT)) {
      if (variable.name().matches(".*" + heads + "\\.[14]\\.bias")) {
        biases.put(variable, FloatTensor.filled(variable.shape(), 4));
      }
    }
    graph.set(biases.buildOrThrow());
  }

  /** Makes the predictor say the same whatever it sees. */
  void predictAConstant(TestGraph graph) {
    set(graph, predictor + ".3.weight", new float[2 * PROJECTION * PROJECTION]);
    set(graph, predictor + ".3.bias", new float[] {1, -2, 0.5f, 3, -1, 0, 2, 1});
  }

  private static void set(TestGraph graph, String name, float[] values) {
    Variable variable = graph.variable(name);
    graph.set(variable, FloatTensor.of(variable.shape(), values));
  }

  /** Standard normal features, {@code [images, 2, 2, CHANNELS]}. */
  static FloatTensor features(int images, long seed) {
    return FloatTensor.normal(Shape.of(images, GRID_SIZE, GRID_SIZE, CHANNELS), seed);
  }
}
