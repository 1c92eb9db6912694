package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** What one run of a session brings back, and the copying of it out of native memory. */
final class StepFetches {
  private static final int POSITIONS = 0;
  private static final int WAIT = 1;
  private static final int VIEWS = 6;

  private final Session.Runner runner;
  private final StepInput input;
  private final Map<String, Operand<TFloat32>> scalars = new LinkedHashMap<>();
  private boolean withViews;

  StepFetches(Session.Runner runner, StepInput input) {
    this.runner = runner;
    this.input = input;
  }

  void addScalar(String name, Operand<TFloat32> scalar) {
    scalars.put(name, scalar);
  }

  void addViews() {
    withViews = true;
  }

  Session.Runner runner() {
    return runner;
  }

  StepOutcome run() {
    runner.fetch(input.batch().position()).fetch(input.waitSeconds());
    if (withViews) {
      runner
          .fetch(input.views().first().image())
          .fetch(input.views().second().image())
          .fetch(input.batch().box1())
          .fetch(input.batch().box2())
          .fetch(input.batch().flip1())
          .fetch(input.batch().flip2());
    }
    scalars.values().forEach(runner::fetch);
    try (Result result = runner.run()) {
      TInt64 positions = (TInt64) result.get(POSITIONS);
      return new StepOutcome(
          scalars(result),
          positions.getLong(positions.size() - 1),
          ((TFloat64) result.get(WAIT)).getDouble(),
          withViews ? Optional.of(new ViewSamples(result, WAIT + 1)) : Optional.empty());
    }
  }

  private ImmutableMap<String, Double> scalars(Result result) {
    ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
    int index = WAIT + 1 + (withViews ? VIEWS : 0);
    for (String name : scalars.keySet()) {
      values.put(name, (double) ((TFloat32) result.get(index++)).getFloat());
    }
    return values.buildOrThrow();
  }
}
