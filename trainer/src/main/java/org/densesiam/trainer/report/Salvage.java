package org.densesiam.trainer.report;

import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what can be read. A report is wanted most where something went wrong, so it does without a
 * damaged file and says which.
 */
final class Salvage {
  private final Set<String> damages = new LinkedHashSet<>();

  /** What {@code reader} reads; {@code otherwise}, and a note of why, if that is damaged. */
  <T> T read(Supplier<T> reader, T otherwise) {
    try {
      return reader.get();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      note(String.valueOf(e.getMessage()));
      return otherwise;
    }
  }

  /** Notes a damage, in a sentence with the file's name; twice the same counts once. */
  void note(String damage) {
    damages.add(damage);
  }

  /** What was left out, in a line; empty if nothing was. */
  Optional<String> notice() {
    return damages.isEmpty()
        ? Optional.empty()
        : Optional.of("Left out, since it is damaged: " + String.join(". ", damages) + ".");
  }
}
