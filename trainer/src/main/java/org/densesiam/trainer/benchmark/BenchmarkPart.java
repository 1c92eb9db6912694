package org.densesiam.trainer.benchmark;

import com.fasterxml.jackson.annotation.JsonValue;
import org.densesiam.trainer.config.Spelling;

/** What can be timed. */
public enum BenchmarkPart {
  /** Training steps on views of noise: input costs nothing. */
  SYNTHETIC("training, synthetic views"),
  /** Training steps on real shards. */
  SHARDS("training, shards"),
  /** Input alone: read, decode, crop twice, resize, flip. */
  INPUT("input: decode, crop, resize"),
  /** Input alone, and on the CPU what else is done on the device that trains. */
  INPUT_COLOUR("input with colour, blur, normalise");

  private final String description;

  BenchmarkPart(String description) {
    this.description = description;
  }

  /** A few words for a table. */
  public String description() {
    return description;
  }

  /** Whether it reads shards. */
  public boolean needsShards() {
    return this != SYNTHETIC;
  }

  /** As on the command line: {@code input-colour}. */
  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
