package org.densesiam.trainer.verify;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something that is whole or damaged as such.
 *
 * @param kind for people: {@code shard}, {@code checkpoint}, {@code model version} and so on
 * @param damage what is wrong, in a sentence; empty if nothing is
 */
public record VerifiedPart(String kind, Path path, Optional<String> damage) {

  /** Of what is read by {@code read}, which throws where there is damage. */
  static VerifiedPart of(String kind, Path path, Runnable read) {
    try {
      read.run();
      return new VerifiedPart(kind, path, Optional.empty());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return new VerifiedPart(kind, path, Optional.of(String.valueOf(e.getMessage())));
    }
  }
}
