package org.densesiam.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.densesiam.model.Learner;
import org.densesiam.model.LossTerm;
import org.densesiam.model.Losses;
import org.densesiam.model.layer.BatchNorm;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Passes;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.VariableStore;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

final class ReplicaTest {

  /** Looks at one view: the mean of its normalised numbers is to be small. */
  private record OneView(BatchNorm norm) implements Learner<Operand<TFloat32>> {
    @Override
    public <T extends TFloating> Losses losses(
        Passes<T> passes, Operand<TFloat32> input, ImmutableSet<LossTerm> active) {
      ForwardPass<T> pass = passes.next("view");
      Operand<TFloat32> y = pass.toFloat(norm.apply(pass, pass.toCompute(input)));
      Operand<TFloat32> loss = pass.tf().math.mean(y, pass.tf().constant(new int[] {0, 1}));
      return new Losses(loss, ImmutableMap.of(LossTerm.PIXEL, loss), ImmutableMap.of());
    }
  }

  @Test
  void build_networkOfOneView_hasOnePassAndItsGradients() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      VariableStore variables = new VariableStore(tf.withSubScope("variables"), 1);
      OneView network =
          new OneView(new BatchNorm(ModelScope.root(variables), 2, BatchNorm.Affine.ONE));

      Replica replica =
          Replica.build(
              tf,
              network,
              tf.constant(new float[][] {{1, 2}, {3, 5}}),
              ImmutableSet.of(LossTerm.PIXEL),
              Precision.FP32);

      assertThat(replica.statistics()).as("mean and variance of one pass").hasSize(2);
      assertThat(replica.gradients())
          .extracting(gradient -> gradient.weight().name())
          .containsExactlyInAnyOrder("weight", "bias");
    }
  }
}
