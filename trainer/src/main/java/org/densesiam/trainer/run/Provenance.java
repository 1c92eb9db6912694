package org.densesiam.trainer.run;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Environment;

/**
 * How a run came about: with {@code config.yaml} beside it, enough to repeat it.
 *
 * @param data what it learns from
 * @param heldOut what it is measured on and does not learn from, if anything
 * @param places where all that is; runs of earlier versions do not say
 * @param seed from which every random number derives
 * @param starts one for each process that worked on it, the first start first
 */
public record Provenance(
    DataProvenance data,
    Optional<DataProvenance> heldOut,
    Optional<Places> places,
    long seed,
    ImmutableList<Start> starts) {

  /**
   * Absolute, so that a run that goes on finds them from wherever. Apart from {@link
   * DataProvenance}, which exported models have, too.
   *
   * @param data folder or glob
   * @param heldOut the same, of what it is measured on
   * @param weights the run, checkpoint or file of weights that it began with
   */
  public record Places(String data, Optional<String> heldOut, Optional<String> weights) {
    /** Of what was typed. */
    public static Places of(String data, Optional<String> heldOut, Optional<String> weights) {
      return new Places(
          absolute(data), heldOut.map(Places::absolute), weights.map(Places::absolute));
    }

    private static String absolute(String typed) {
      return Path.of(typed).toAbsolutePath().toString();
    }
  }

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
  public static Provenance begin(
      DataProvenance data,
      Optional<DataProvenance> heldOut,
      Places places,
      long seed,
      Start start) {
    return new Provenance(data, heldOut, Optional.of(places), seed, ImmutableList.of(start));
  }

  /** Where to open its data. */
  public String placeOfData() {
    return places.map(Places::data).orElse(data.location());
  }

  /** Where to open what it is measured on, if there is any. */
  public Optional<String> placeOfHeldOut() {
    return places.flatMap(Places::heldOut);
  }

  /** With one start more, which found the data here. */
  Provenance and(Start start, Optional<DataProvenance> heldOutNow, Places now) {
    return new Provenance(
        data,
        heldOut.or(() -> heldOutNow),
        Optional.of(
            new Places(
                now.data, now.heldOut.or(this::placeOfHeldOut), places.flatMap(Places::weights))),
        seed,
        ImmutableList.<Start>builder().addAll(starts).add(start).build());
  }
}
