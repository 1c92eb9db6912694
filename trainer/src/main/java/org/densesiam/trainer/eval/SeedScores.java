package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.google.common.collect.ImmutableList;
import com.google.common.math.Stats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.densesiam.data.shard.AtomicFile;

/**
 * Scores of runs that differ in their seed only: the field's figures vary by seed, so one run says
 * little.
 *
 * @param seeds at least one
 */
public record SeedScores(ImmutableList<OfSeed> seeds) {
  /** Name of the file that {@link #write} writes. */
  public static final String FILE = "seeds.json";

  private static final JsonMapper JSON = JsonMapper.builder().addModule(new GuavaModule()).build();

  /**
   * Shares, 0 to 1.
   *
   * @param meanIou mIoU
   * @param accuracy share of pixels in the cluster of their class
   * @param purity share of pixels in a cluster that has most of their class
   */
  public record Scores(double meanIou, double accuracy, double purity) {
    /** Of an evaluation. */
    public static Scores of(SegmentationScores scores) {
      return new Scores(scores.meanIou(), scores.accuracy(), scores.purity());
    }
  }

  /**
   * One run.
   *
   * @param seed the run's
   * @param before with the network that it started from
   * @param after with the one that it ended with
   */
  public record OfSeed(long seed, Scores before, Scores after) {}

  public SeedScores {
    checkArgument(!seeds.isEmpty(), "there must be a seed");
  }

  /** A line for the network at the start and one for that at the end, in per cent. */
  public ImmutableList<String> lines() {
    return ImmutableList.of(line("before", OfSeed::before), line("after", OfSeed::after));
  }

  private String line(String when, Function<OfSeed, Scores> which) {
    return "%-7s mIoU %s   accuracy %s   purity %s   (%d seeds, mean and standard deviation)"
        .formatted(
            when,
            spread(seed -> which.apply(seed).meanIou()),
            spread(seed -> which.apply(seed).accuracy()),
            spread(seed -> which.apply(seed).purity()),
            seeds.size());
  }

  /** Mean and sample standard deviation. */
  private String spread(ToDoubleFunction<OfSeed> value) {
    Stats stats = seeds.stream().map(value::applyAsDouble).collect(Stats.toStats());
    return seeds.size() == 1
        ? "%.1f".formatted(100 * stats.mean())
        : "%.1f +- %.1f".formatted(100 * stats.mean(), 100 * stats.sampleStandardDeviation());
  }

  /**
   * Writes {@link #FILE}.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
      AtomicFile.write(file, (json + "\n").getBytes(UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + this, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }
}
