package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options that change values of a preset: any by its key, the usual ones by a name of their own.
 */
final class KeyOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Changes one value of the preset, such as colour.blurProbability=0; may be given more"
              + " than"
              + " once. \"densesiam config --keys\" lists the keys.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images in a batch: --set data.batchSize=N.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--size",
      paramLabel = "PX",
      description = "Side of the square views: --set views.sizePx=PX.")
  private @Nullable Integer sizePx;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is drawn: --set run.seed=N.")
  private @Nullable Long seed;

  /**
   * An option that stands for one key.
   *
   * @param option its name
   * @param value as given
   */
  record Shortcut(String option, String key, Optional<?> value) {
    private String override() {
      return key + "=" + value.orElseThrow();
    }

    private void checkAgrees(String override) {
      checkArgument(
          !override.strip().startsWith(key + "=") || override.strip().equals(override()),
          "%s %s and --set %s say different things: give one of them",
          option,
          value.orElseThrow(),
          override);
    }
  }

  Optional<Integer> batchSize() {
    return Optional.ofNullable(batchSize);
  }

  Optional<Integer> sizePx() {
    return Optional.ofNullable(sizePx);
  }

  /**
   * {@code key=value} each.
   *
   * @param more options of one command alone
   * @throws IllegalArgumentException if two of them say different things
   */
  ImmutableList<String> overrides(Shortcut... more) {
    ImmutableList<Shortcut> given = given(more);
    given.forEach(each -> set.forEach(each::checkAgrees));
    return Stream.concat(set.stream(), given.stream().map(Shortcut::override))
        .distinct()
        .collect(ImmutableList.toImmutableList());
  }

  /** The first option that was given, by name. */
  Optional<String> first(Shortcut... more) {
    return Stream.concat(
            set.stream().map(each -> "--set"), given(more).stream().map(Shortcut::option))
        .findFirst();
  }

  private ImmutableList<Shortcut> given(Shortcut... more) {
    return Stream.concat(
            Stream.of(
                new Shortcut("--batch-size", "data.batchSize", batchSize()),
                new Shortcut("--size", "views.sizePx", sizePx()),
                new Shortcut("--seed", "run.seed", Optional.ofNullable(seed))),
            Stream.of(more))
        .filter(each -> each.value().isPresent())
        .collect(ImmutableList.toImmutableList());
  }
}
