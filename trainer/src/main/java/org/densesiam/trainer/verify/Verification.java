package org.densesiam.trainer.verify;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.HeldOutResult;
import org.densesiam.trainer.run.RunDirectory;

/**
 * Reads all of a run, a model or a set of shards, and says of each part whether it is whole.
 *
 * @param parts what there is, damaged or whole, in order; at least one
 */
public record Verification(ImmutableList<VerifiedPart> parts) {

  /**
   * Reads everything at a place, to the end, whatever is damaged.
   *
   * @param location a run's folder; a model's folder, or that of one version; or shards, as {@link
   *     ShardSet#open} takes them
   * @param progress of reading shards
   * @throws IllegalArgumentException if none of these is there
   */
  public static Verification of(String location, ScanProgress progress) {
    Path path = Path.of(location);
    if (RunDirectory.holdsRun(path)) {
      return new Verification(run(RunDirectory.open(path)));
    }
    ImmutableList<Path> versions = versions(path);
    return new Verification(versions.isEmpty() ? shards(location, progress) : models(versions));
  }

  /** Whether no part is damaged. */
  public boolean isWhole() {
    return parts.stream().allMatch(part -> part.damage().isEmpty());
  }

  private static ImmutableList<VerifiedPart> run(RunDirectory run) {
    ImmutableList.Builder<VerifiedPart> parts = ImmutableList.builder();
    parts.add(VerifiedPart.of("configuration", run.configFile(), run::config));
    parts.add(VerifiedPart.of("provenance", run.provenanceFile(), run::provenance));
    parts.add(
        VerifiedPart.of("metrics", run.metricsFile(), () -> MetricsFile.read(run.metricsFile())));
    if (Files.exists(run.heldOutFile())) {
      parts.add(
          VerifiedPart.of(
              "held-out figures", run.heldOutFile(), () -> HeldOutResult.read(run.heldOutFile())));
    }
    if (Files.exists(run.labelledImagesFile())) {
      parts.add(VerifiedPart.of("list of labels", run.labelledImagesFile(), run::labelledImages));
    }
    for (Path evaluation :
        ImmutableList.of(
            run.evaluation().resolve(RunDirectory.BEFORE),
            run.evaluation(),
            run.bestEvaluation())) {
      if (Files.isDirectory(evaluation)) {
        parts.add(
            VerifiedPart.of("evaluation", evaluation, () -> EvaluationFiles.read(evaluation)));
      }
    }
    Stream.of(new CheckpointStore(run.checkpoints(), 1), run.bestCheckpoints())
        .flatMap(store -> store.list().stream())
        .map(folder -> VerifiedPart.of("checkpoint", folder, () -> CheckpointStore.whole(folder)))
        .forEach(parts::add);
    return parts.build();
  }

  /** Folders of versions at a place; none if it is no model. */
  private static ImmutableList<Path> versions(Path path) {
    if (ModelFolder.isVersion(path)) {
      return ImmutableList.of(path);
    }
    return new ModelFolder(path)
        .versions().stream()
            .map(version -> path.resolve(Long.toString(version)))
            .collect(toImmutableList());
  }

  private static ImmutableList<VerifiedPart> models(ImmutableList<Path> versions) {
    return versions.stream()
        .map(
            folder ->
                VerifiedPart.of("model version", folder, () -> ModelFolder.checkWhole(folder)))
        .collect(toImmutableList());
  }

  private static ImmutableList<VerifiedPart> shards(String location, ScanProgress progress) {
    ShardSet shards;
    try {
      shards = ShardSet.open(location);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      if (!ShardSet.claimsToBe(location)) {
        throw e;
      }
      return ImmutableList.of(
          new VerifiedPart(
              "shards", Path.of(location), Optional.of(String.valueOf(e.getMessage()))));
    }
    return shards.damages(progress).entrySet().stream()
        .map(shard -> new VerifiedPart("shard", shard.getKey(), shard.getValue()))
        .collect(toImmutableList());
  }
}
