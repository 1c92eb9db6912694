package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.LossTerm;
import org.densesiam.model.Losses;
import org.densesiam.model.SiameseNetwork;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.trainer.optim.Sgd;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * One device's share of a training step: the losses of its views and their gradients.
 *
 * <p>It reads the variables, changes none of them, and knows of no other replica. Whoever applies
 * the gradients and statistics decides whether to average them over several first.
 *
 * @param losses of this replica's views
 * @param gradients of {@code losses.total()}, one for each weight that it depends on
 * @param statistics what the batch norms saw, view 1's before view 2's
 */
public record Replica(
    Losses losses,
    ImmutableList<Sgd.Gradient> gradients,
    ImmutableList<BatchStatistics> statistics) {

  /**
   * Adds the operations of a replica.
   *
   * @param tf where its operations go: its device is this one's
   * @param active losses to ask for
   */
  public static Replica build(
      Ops tf,
      SiameseNetwork model,
      Alignment alignment,
      ImmutableSet<LossTerm> active,
      Precision precision) {
    return switch (precision) {
      case FP32 -> build(tf, TFloat32.class, model, alignment, active);
      case BF16 -> build(tf, TBfloat16.class, model, alignment, active);
    };
  }

  private static <T extends TFloating> Replica build(
      Ops tf,
      Class<T> computeType,
      SiameseNetwork model,
      Alignment alignment,
      ImmutableSet<LossTerm> active) {
    WeightReader<T> weights = new WeightReader<>(tf.withSubScope("weights"), computeType);
    Twin<ForwardPass<T>> passes = passes(tf, weights);
    Losses losses = model.losses(passes, alignment, active);
    return new Replica(
        losses,
        gradients(tf, losses.total(), weights.weights()),
        ImmutableList.<BatchStatistics>builder()
            .addAll(passes.first().statistics())
            .addAll(passes.second().statistics())
            .build());
  }

  private static <T extends TFloating> Twin<ForwardPass<T>> passes(
      Ops tf, WeightReader<T> weights) {
    return new Twin<>("view1", "view2")
        .map(name -> new ForwardPass<>(tf.withSubScope(name), ForwardPass.Mode.TRAINING, weights));
  }

  /** Adds the losses alone, by the statistics of the batch: nothing learns from them. */
  static Losses losses(
      Ops tf,
      SiameseNetwork model,
      Alignment alignment,
      ImmutableSet<LossTerm> active,
      Precision precision) {
    return switch (precision) {
      case FP32 ->
          model.losses(passes(tf, new WeightReader<>(tf, TFloat32.class)), alignment, active);
      case BF16 ->
          model.losses(passes(tf, new WeightReader<>(tf, TBfloat16.class)), alignment, active);
    };
  }

  private static ImmutableList<Sgd.Gradient> gradients(
      Ops tf, Operand<TFloat32> total, ImmutableMap<Variable, Operand<TFloat32>> weights) {
    Output<?>[] values = weights.values().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] gradients = ((Graph) tf.scope().env()).addGradients(total.asOutput(), values);
    ImmutableList.Builder<Sgd.Gradient> paired = ImmutableList.builder();
    int i = 0;
    for (var entry : weights.entrySet()) {
      paired.add(
          new Sgd.Gradient(
              entry.getKey(), entry.getValue(), gradients[i++].expect(TFloat32.class)));
    }
    return paired.build();
  }
}
