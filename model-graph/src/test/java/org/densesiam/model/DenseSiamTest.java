package org.densesiam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.util.List;
import java.util.stream.Stream;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class DenseSiamTest {
  /** Of the weighted terms; measured 0.020 (image), 0.003 (pixel) and 0.007 (region). */
  private static final double BF16_TOLERANCE = 0.05;

  static Stream<Arguments> variantsAndPrecisions() {
    return Stream.of(Variant.values())
        .flatMap(v -> Stream.of(Precision.values()).map(p -> Arguments.of(v, p)));
  }

  @ParameterizedTest
  @MethodSource("variantsAndPrecisions")
  void losses_areFinite_andTheTotalIsTheirSum(Variant variant, Precision precision) {
    try (SmallModel small = SmallModel.of(SmallModel.config(variant, precision))) {
      Losses losses = small.step().losses();
      small.graph.initialize();

      assertThat(losses.terms().keySet())
          .containsExactly(LossTerm.IMAGE, LossTerm.PIXEL, LossTerm.REGION);
      List<FloatTensor> terms = small.graph.evaluate(losses.terms().values().asList());
      double sum = terms.stream().mapToDouble(FloatTensor::scalar).sum();
      assertThat(small.graph.evaluate(losses.total())).isFinite().isScalar(sum, 1e-6);
      small
          .graph
          .evaluate(losses.meters().values().asList())
          .forEach(m -> assertThat(m).isFinite());
    }
  }

  @ParameterizedTest
  @EnumSource
  void bf16_staysNearFp32(Variant variant) {
    List<FloatTensor> exact = terms(SmallModel.config(variant, Precision.FP32));
    List<FloatTensor> rounded = terms(SmallModel.config(variant, Precision.BF16));

    for (int i = 0; i < exact.size(); i++) {
      assertThat(rounded.get(i))
          .as("term %s of the image, pixel and region losses", i + 1)
          .isCloseTo(exact.get(i), BF16_TOLERANCE);
    }
  }

  @Test
  void terms_areTimesTheirWeights() {
    FloatTensor once = terms(SmallModel.config(Variant.MASKS, Precision.FP32, 0.1)).get(2);
    FloatTensor twice = terms(SmallModel.config(Variant.MASKS, Precision.FP32, 0.2)).get(2);

    assertThat(twice).isCloseTo(once.times(2), 1e-6);
  }

  private static List<FloatTensor> terms(DenseSiamConfig config) {
    try (SmallModel small = SmallModel.of(config)) {
      Losses losses = small.step().losses();
      small.graph.initialize();
      return small.graph.evaluate(losses.terms().values().asList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void total_isSymmetricInTheViews(Variant variant) {
    try (SmallModel small = SmallModel.of(SmallModel.config(variant, Precision.FP32))) {
      Operand<TFloat32> total = small.step().losses().total();
      Operand<TFloat32> swapped = small.swappedStep().losses().total();
      small.graph.initialize();

      assertThat(small.graph.evaluate(swapped)).isCloseTo(small.graph.evaluate(total), 1e-5);
    }
  }

  @Test
  void batchNorms_leaveTheirStatistics_firstViewsFirst() {
    try (SmallModel small = SmallModel.of(SmallModel.config(Variant.MASKS, Precision.FP32))) {
      ImmutableList<BatchStatistics> left = small.step().statistics();

      int half = left.size() / 2;
      ImmutableList<Variable> statistics = small.graph.variables().of(Variable.Kind.STATISTIC);
      assertThat(left.subList(0, half))
          .extracting(BatchStatistics::running)
          .containsExactlyInAnyOrderElementsOf(statistics);
      assertThat(left.subList(half, left.size()))
          .extracting(BatchStatistics::running)
          .containsExactlyElementsOf(
              left.subList(0, half).stream().map(BatchStatistics::running).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void inactiveRegion_addsNothingToTheGraph(Variant variant) {
    ImmutableSet<LossTerm> others = ImmutableSet.of(LossTerm.IMAGE, LossTerm.PIXEL);
    try (SmallModel with = SmallModel.of(SmallModel.config(variant, Precision.FP32, 0.1));
        SmallModel without = SmallModel.of(SmallModel.config(variant, Precision.FP32, 0))) {
      long before = operations(with);
      long beforeWithout = operations(without);
      ImmutableMap<Variable, Operand<TFloat32>> reads = with.step(others).reads();
      ImmutableSet<Variable> readWithout = without.step(others).reads().keySet();

      assertThat(operations(with) - before)
          .as("operations added")
          .isEqualTo(operations(without) - beforeWithout);
      assertThat(reads.keySet())
          .extracting(Variable::name)
          .containsExactlyElementsOf(readWithout.stream().map(Variable::name).toList())
          .noneMatch(name -> name.startsWith("kernel_") || name.startsWith("mask_head"));
    }
  }

  @Test
  void imageAlone_readsNoDenseHead() {
    try (SmallModel small = SmallModel.of(SmallModel.config(Variant.MASKS, Precision.FP32))) {
      SmallModel.Step step = small.step(ImmutableSet.of(LossTerm.IMAGE));

      assertThat(step.losses().terms().keySet()).containsExactly(LossTerm.IMAGE);
      assertThat(step.reads().keySet())
          .extracting(Variable::name)
          .allMatch(name -> name.startsWith("backbone.") || name.startsWith("global_"));
    }
  }

  private static long operations(SmallModel small) {
    return Streams.stream(small.graph.graph().operations()).count();
  }

  @ParameterizedTest
  @EnumSource
  void viewsApart_denseLossesAreZero_imageLossStillCounts(Variant variant) {
    DenseSiamConfig config = SmallModel.config(variant, Precision.FP32);
    try (SmallModel small = SmallModel.ofViewsApart(config)) {
      SmallModel.Step step = small.step();
      ImmutableMap<LossTerm, Operand<TFloat32>> terms = step.losses().terms();
      small.graph.initialize();

      List<FloatTensor> values = small.graph.evaluate(terms.values().asList());
      assertThat(values.get(0)).as("image").isCloseTo(terms(config).get(0), 1e-6);
      assertThat(values.get(0)).hasNormAbove(1e-3);
      assertThat(values.get(1)).as("pixel").isScalar(0, 0);
      assertThat(values.get(2)).as("region").isScalar(0, 0);
      small
          .graph
          .gradients(step.losses().total(), step.reads().values().asList())
          .forEach(gradient -> assertThat(gradient).isFinite());
    }
  }

  @Test
  void masks_sumToOne_atTheDenseStagesStride() {
    try (SmallModel small = SmallModel.of(SmallModel.config(Variant.MASKS, Precision.FP32))) {
      ForwardPass<TFloat32> pass = small.graph.pass(ForwardPass.Mode.INFERENCE);
      Features<TFloat32> features =
          small.model.encode(pass, small.alignment.views().first().image());
      Operand<TFloat32> masks = small.model.masks(pass, features).orElseThrow();
      small.graph.initialize();

      assertThat(small.graph.evaluate(masks)).hasShape(4, 4, 4, 5);
      assertThat(
              small.graph.evaluate(small.graph.tf().reduceSum(masks, small.graph.tf().constant(3))))
          .isCloseTo(FloatTensor.filled(Shape.of(4, 4, 4), 1), 1e-6);
    }
  }

  @Test
  void masks_gridRegions_areNone() {
    try (SmallModel small = SmallModel.of(SmallModel.config(Variant.GRID, Precision.FP32))) {
      ForwardPass<TFloat32> pass = small.graph.pass(ForwardPass.Mode.INFERENCE);
      Features<TFloat32> features =
          small.model.encode(pass, small.alignment.views().first().image());

      assertThat(small.model.masks(pass, features)).isEmpty();
    }
  }
}
