package org.densesiam.trainer.run;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.densesiam.data.shard.ExclusiveLock;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.machine.RecordJson;

/**
 * The folder of one run, from which alone it can be repeated:
 *
 * <pre>
 *   config.yaml       the effective configuration; its presence makes a folder a run, its last
 *                     line that it is whole
 *   provenance.json   builds, machine, data, seed, command lines, starts
 *   metrics.jsonl     a line of scalars every run.logEverySteps, and what evaluations found
 *   events/           the same, and pictures, for TensorBoard
 *   train.log
 *   checkpoints/      see {@link CheckpointStore}
 *   best/             the same, of the one that an evaluation found best, where labels are learned
 *   held_out.json     losses and meters on held-out images, before and after
 *   evaluation/       of a segmentation: scores, confusion, samples, before and now
 *   end.json          how the process that trained last ended, see {@link RunEnd}; while one
 *                     trains, and after one that was killed, there is none
 *   report.html
 *   lock              held by the process that trains
 * </pre>
 *
 * <p>Immutable, and no file is kept open; a missing permission or a full disk gives {@link
 * UncheckedIOException} with the file's name.
 */
public final class RunDirectory {
  /** Below {@link #evaluation}: that of the network before its first step. */
  public static final String BEFORE = "before";

  private static final String CONFIG = "config.yaml";
  private static final String PROVENANCE = "provenance.json";
  private static final String METRICS = "metrics.jsonl";
  private static final String EVENTS = "events";
  private static final String LOG = "train.log";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String END = "end.json";
  private static final String REPORT = "report.html";
  private static final String HELD_OUT = "held_out.json";
  private static final String EVALUATION = "evaluation";
  private static final String BEST = "best";
  private static final String LABELLED = "labelled-images.txt";
  private static final String LOCK = "lock";
  private static final ImmutableSet<String> LAYOUT =
      ImmutableSet.of(
          CONFIG,
          PROVENANCE,
          METRICS,
          EVENTS,
          LOG,
          CHECKPOINTS,
          END,
          REPORT,
          HELD_OUT,
          EVALUATION,
          BEST,
          LABELLED,
          LOCK);

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder of a fresh run.
   *
   * @throws IllegalArgumentException if {@code path} already holds a run, or files of others, or is
   *     a file
   */
  public static RunDirectory create(Path path, TrainingConfig config, Provenance provenance) {
    return create(path, config, provenance, run -> {});
  }

  /**
   * As {@link #create(Path, TrainingConfig, Provenance)}, of a run that starts from something.
   * {@code config.yaml} comes last, so that a half-made folder is no run.
   *
   * @param addStart writes what the run starts from into its folder
   */
  public static RunDirectory create(
      Path path, TrainingConfig config, Provenance provenance, Consumer<RunDirectory> addStart) {
    checkFree(path);
    RunDirectory run = new RunDirectory(path);
    try {
      Files.createDirectories(path);
      Files.createDirectories(run.events());
      Files.createDirectories(run.checkpoints());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the run directory " + path, e);
    }
    TextFile.write(run.provenanceFile(), RecordJson.write(provenance));
    addStart.accept(run);
    run.writeConfig(config);
    return run;
  }

  /**
   * The folder of a run that was begun.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RunDirectory open(Path path) {
    if (!holdsRun(path)) {
      throw new IllegalArgumentException(
          path + " holds no run: it has no " + CONFIG + "; densesiam pretrain --run makes one");
    }
    return new RunDirectory(path);
  }

  /** Whether a run was begun in this folder. */
  public static boolean holdsRun(Path path) {
    return Files.isRegularFile(path.resolve(CONFIG));
  }

  /** The configuration the run was begun with, or last gone on with. */
  public TrainingConfig config() {
    return ConfigYaml.readAny(configFile());
  }

  /**
   * The configuration of a run of one job.
   *
   * @throws IllegalArgumentException if the run is another job's
   */
  public <C extends TrainingConfig> C config(ConfigYaml<C> yaml) {
    return yaml.read(configFile(), List.of());
  }

  /**
   * As {@link #config(ConfigYaml)}, of the same run trained to another number of epochs.
   *
   * @throws IllegalArgumentException if the run is another job's, or cannot have so many epochs
   */
  public <C extends TrainingConfig> C config(ConfigYaml<C> yaml, int epochs) {
    return yaml.read(configFile(), List.of("run.epochs=" + epochs));
  }

  /** Puts a configuration in the place of the run's own. Whoever does it holds {@link #lock}. */
  public void writeConfig(TrainingConfig config) {
    TextFile.write(configFile(), ConfigYaml.writeFile(config));
  }

  /** How the run came about. */
  public Provenance provenance() {
    return RecordJson.read(provenanceFile(), Provenance.class);
  }

  /** Notes that another process goes on with the run, and where it found the data. */
  public void addStart(
      Provenance.Start start, Optional<DataProvenance> heldOut, Provenance.Places places) {
    TextFile.write(provenanceFile(), RecordJson.write(provenance().and(start, heldOut, places)));
  }

  /**
   * Keeps other processes from training here until the lock is closed.
   *
   * @throws IllegalStateException if another process does already
   */
  public RunLock lock() {
    return RunLock.acquire(path.resolve(LOCK));
  }

  /** Whether a process trains here now. */
  public boolean isTraining() {
    return ExclusiveLock.isHeld(path.resolve(LOCK));
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** {@code config.yaml}. */
  public Path configFile() {
    return path.resolve(CONFIG);
  }

  /** {@code provenance.json}. */
  public Path provenanceFile() {
    return path.resolve(PROVENANCE);
  }

  /** {@code metrics.jsonl}; see {@link org.densesiam.trainer.log.MetricsFile}. */
  public Path metricsFile() {
    return path.resolve(METRICS);
  }

  /** {@code events/}, for {@code tensorboard --logdir}. */
  public Path events() {
    return path.resolve(EVENTS);
  }

  /** {@code train.log}. */
  public Path logFile() {
    return path.resolve(LOG);
  }

  /** {@code checkpoints/}. */
  public Path checkpoints() {
    return path.resolve(CHECKPOINTS);
  }

  /**
   * The folder of the newest checkpoint, proved whole.
   *
   * @throws IllegalArgumentException if there is none yet
   * @throws UncheckedIOException if it is damaged, naming the newest one that is whole
   */
  public Path newestCheckpoint() {
    return new CheckpointStore(checkpoints(), 1).latestWhole().orElseThrow(this::noCheckpointYet);
  }

  private IllegalArgumentException noCheckpointYet() {
    TrainingConfig config = config();
    return new IllegalArgumentException(
        "Run %s has no checkpoint yet; one is written every %d steps (run.checkpointEverySteps)"
                .formatted(path, config.run().checkpointEverySteps())
            + " and at the end: wait for it, or, if nothing trains there, go on with densesiam %s"
                .formatted(config.job().toString())
            + " --resume --run %s".formatted(path));
  }

  /** {@code end.json}. */
  public Path endFile() {
    return path.resolve(END);
  }

  /**
   * How the process that trained last ended; empty while one trains, after one that was killed, and
   * in runs of earlier versions.
   *
   * @throws IllegalArgumentException if the file is damaged
   */
  public Optional<RunEnd> end() {
    return Files.exists(endFile())
        ? Optional.of(RecordJson.read(endFile(), RunEnd.class))
        : Optional.empty();
  }

  /** Writes {@link #end}; for the holder of the {@link #lock}. */
  public void writeEnd(RunEnd end) {
    TextFile.write(endFile(), RecordJson.write(end));
  }

  /** Takes {@link #end} back, since the run goes on; for the holder of the {@link #lock}. */
  public void removeEnd() {
    try {
      Files.deleteIfExists(endFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + endFile(), e);
    }
  }

  /** {@code report.html}. */
  public Path reportFile() {
    return path.resolve(REPORT);
  }

  /** {@code held_out.json}; see {@link HeldOutResult}. */
  public Path heldOutFile() {
    return path.resolve(HELD_OUT);
  }

  /** {@code evaluation/}; see {@link org.densesiam.trainer.eval.EvaluationFiles}. */
  public Path evaluation() {
    return path.resolve(EVALUATION);
  }

  /** {@code evaluation/best/}, of the checkpoint in {@link #bestCheckpoints}. */
  public Path bestEvaluation() {
    return evaluation().resolve(BEST);
  }

  /** {@code best/}: the checkpoint that an evaluation found best, where labels are learned from. */
  public CheckpointStore bestCheckpoints() {
    return new CheckpointStore(path.resolve(BEST), 1);
  }

  /**
   * {@code labelled-images.txt}: the images whose labels the run learns from, a name a line in
   * order of choice; empty where it learns from all.
   */
  public Optional<ImmutableSet<String>> labelledImages() {
    Path file = labelledImagesFile();
    return Files.exists(file) ? Optional.of(LabelList.read(file)) : Optional.empty();
  }

  /** {@code labelled-images.txt}. */
  public Path labelledImagesFile() {
    return path.resolve(LABELLED);
  }

  /** Writes {@link #labelledImages}. */
  public void writeLabelledImages(ImmutableSet<String> names) {
    LabelList.write(labelledImagesFile(), names);
  }

  /**
   * Fails unless a run may be begun at {@code path}.
   *
   * @throws IllegalArgumentException as {@link #create} does
   */
  public static void checkFree(Path path) {
    if (holdsRun(path)) {
      throw new IllegalArgumentException(
          path
              + " already holds a run; go on with it by --resume, or name another folder by --run");
    }
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + " is a file; --run names a folder");
    }
    stranger(path)
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "%s has other files in it, such as %s; --run names a new or an empty folder"
                      .formatted(path, name));
            });
    // A new run would go on from it.
    CheckpointName.foldersIn(path.resolve(CHECKPOINTS)).stream()
        .reduce((older, newer) -> newer)
        .ifPresent(
            checkpoint -> {
              throw new IllegalArgumentException(
                  "%s has no %s, but checkpoint %s of a run that was stopped while it began, or was taken apart; delete the folder, or name another by --run"
                      .formatted(path, CONFIG, checkpoint));
            });
  }

  /** The first file, by name, that is none of ours. */
  private static Optional<String> stranger(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !LAYOUT.contains(name))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into the run directory " + path, e);
    }
  }
}
