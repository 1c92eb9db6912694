package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableMap;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.densesiam.trainer.log.ScalarNames;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** One step in the making: what it is to bring back, and the copying of it out of native memory. */
final class StepRun {

  /**
   * What to bring back beside the losses; each costs time.
   *
   * @param meters collapse meters, entropies, gradient norm
   * @param picture what the network got
   */
  record Wanted(boolean meters, boolean picture) {}

  /**
   * What the step brought back.
   *
   * @param scalars losses, weighted, and the meters asked for, by the names of {@link ScalarNames}
   * @param lastPosition of the batch in the epoch's order
   * @param waitSeconds for the batch to be ready
   * @param picture as asked for
   */
  record Outcome(
      ImmutableMap<String, Double> scalars,
      long lastPosition,
      double waitSeconds,
      Optional<BufferedImage> picture) {}

  private static final int POSITIONS = 0;
  private static final int WAIT = 1;

  private final Session.Runner runner;
  private final StepInput<?> input;
  private final Map<String, Operand<TFloat32>> scalars = new LinkedHashMap<>();
  private boolean withPicture;

  StepRun(Session.Runner runner, StepInput<?> input) {
    this.runner = runner;
    this.input = input;
  }

  void addScalar(String name, Operand<TFloat32> scalar) {
    scalars.put(name, scalar);
  }

  void addPicture() {
    withPicture = true;
  }

  Session.Runner runner() {
    return runner;
  }

  Outcome run() {
    runner.fetch(input.position()).fetch(input.waitSeconds());
    if (withPicture) {
      input.picture().fetch(runner);
    }
    scalars.values().forEach(runner::fetch);
    try (Result result = runner.run()) {
      TInt64 positions = (TInt64) result.get(POSITIONS);
      return new Outcome(
          scalars(result),
          positions.getLong(positions.size() - 1),
          ((TFloat64) result.get(WAIT)).getDouble(),
          withPicture ? Optional.of(input.picture().draw(result, WAIT + 1)) : Optional.empty());
    }
  }

  private ImmutableMap<String, Double> scalars(Result result) {
    ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
    int index = WAIT + 1 + (withPicture ? input.picture().fetches() : 0);
    for (String name : scalars.keySet()) {
      values.put(name, (double) ((TFloat32) result.get(index++)).getFloat());
    }
    return values.buildOrThrow();
  }
}
