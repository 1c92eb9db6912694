package org.densesiam.trainer.run;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Environment;

/**
 * How a run came about: with {@code config.yaml} beside it, enough to repeat it.
 *
 * @param data what it learns from
 * @param seed from which every random number derives
 * @param starts one for each process that worked on it, the first start first
 */
public record Provenance(DataProvenance data, long seed, ImmutableList<Start> starts) {

  /**
   * One process.
   *
   * @param startedAt when
   * @param fromStep steps that were done already; 0 for a fresh run
   * @param commandLine arguments of {@code densesiam}
   * @param build of DenseSiam
   * @param environment machine and software
   */
  public record Start(
      Instant startedAt,
      long fromStep,
      ImmutableList<String> commandLine,
      Build build,
      Environment environment) {

    /** Of this process, now. */
    public static Start now(long fromStep, List<String> commandLine) {
      return new Start(
          Instant.now(),
          fromStep,
          ImmutableList.copyOf(commandLine),
          Build.current(),
          Environment.current());
    }
  }

  /** Of a fresh run. */
  public static Provenance begin(DataProvenance data, long seed, Start start) {
    return new Provenance(data, seed, ImmutableList.of(start));
  }

  /** With one start more. */
  Provenance and(Start start) {
    return new Provenance(
        data, seed, ImmutableList.<Start>builder().addAll(starts).add(start).build());
  }
}
