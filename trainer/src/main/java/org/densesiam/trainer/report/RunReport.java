package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.LossTerm;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.config.SiameseConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.picture.LabelledViewPicture;
import org.densesiam.trainer.picture.LabelledViewSheet;
import org.densesiam.trainer.picture.ViewPairSampler;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.HeldOutResult;
import org.densesiam.trainer.run.Provenance;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.RunEnd;
import org.densesiam.trainer.run.TrainingPosition;

/**
 * {@code report.html} of a run, from its directory and, where they are at hand, its shards and the
 * predictions of its model.
 */
public final class RunReport {
  private static final int VIEW_PAIRS = 6;
  private static final int OVERLAYS = 12;
  private static final String OVERLAY = ".overlay.png";

  private final RunDirectory run;
  private Optional<Gallery> masks = Optional.empty();
  private Optional<Gallery> views = Optional.empty();
  private final ImmutableList.Builder<Gallery> answers = ImmutableList.builder();
  private Optional<String> learned = Optional.empty();
  private final ImmutableMap.Builder<String, String> places = ImmutableMap.builder();
  private final ImmutableMap.Builder<String, String> commands = ImmutableMap.builder();
  private final ImmutableList.Builder<ReportInputs.ScoreRow> scores = ImmutableList.builder();
  private final Salvage salvage = new Salvage();
  private final Job job;
  private final RunEvaluations evaluations;

  public RunReport(RunDirectory run) {
    this.run = run;
    this.job = job(run);
    this.evaluations = RunEvaluations.of(run, job, salvage);
    places.put("Run directory", run.path().toString());
    places.put("Metrics, a line a logged step", run.metricsFile().toString());
    places.put("Checkpoints", run.checkpoints().toString());
    places.put("TensorBoard events", run.events().toString());
    answers.add(gallery(evaluations)); // no pictures, and so not shown, of a pre-training
  }

  /** Adds the first views that the run met. */
  public RunReport withViews(ShardSet shards) {
    TrainingConfig config = run.config();
    views =
        Optional.of(
            config instanceof FinetuneConfig labelled
                ? Gallery.labelledViews(
                    LabelledViewSheet.draw(shards, labelled, LabelledViewPicture.MAX_VIEWS))
                : viewPairs(shards, (SiameseConfig) config));
    return this;
  }

  private static Gallery viewPairs(ShardSet shards, SiameseConfig config) {
    int pairs = (int) Math.min(VIEW_PAIRS, shards.records());
    return Gallery.viewPairs(new ViewPairSampler(RecordSource.of(shards), config).sample(pairs));
  }

  /** Says what was learned, before all else. */
  public RunReport withLearned(String sentences) {
    learned = Optional.of(sentences);
    return this;
  }

  /**
   * Adds how well a network segments, if it was judged.
   *
   * @param network which one
   * @param evaluated the folder of its evaluation
   */
  public RunReport withScores(String network, Path evaluated) {
    RunEvaluations.row(network, RunEvaluations.read(evaluated, salvage)).ifPresent(scores::add);
    return this;
  }

  /** Adds what a run's segmenter makes of held-out images. */
  public RunReport withAnswers(RunDirectory segmenter) {
    answers.add(gallery(RunEvaluations.of(segmenter, job(segmenter), salvage)));
    return this;
  }

  /** From the configuration; where that is damaged, from the command that began the run. */
  private Job job(RunDirectory of) {
    return salvage
        .read(() -> Optional.of(of.config().job()), Optional.<Job>empty())
        .or(() -> salvage.read(() -> begunBy(of.provenance()), Optional.empty()))
        .orElse(Job.PRETRAIN);
  }

  private static Optional<Job> begunBy(Provenance provenance) {
    return Arrays.stream(Job.values())
        .filter(each -> provenance.starts().get(0).commandLine().contains(each.toString()))
        .findFirst();
  }

  private static Gallery gallery(RunEvaluations evaluated) {
    ImmutableList<ReportInputs.Picture> pictures = evaluated.pictures();
    return evaluated.job().learnsFromLabels()
        ? Gallery.supervised(pictures, evaluated.classes())
        : Gallery.segmentation(pictures, evaluated.classes());
  }

  /** Adds the overlays that {@code densesiam predict} wrote, if it wrote masks. */
  public RunReport withPredictions(Path folder) {
    ImmutableList<ReportInputs.Picture> overlays =
        spread(overlays(folder), OVERLAYS).stream()
            .map(RunReport::picture)
            .collect(ImmutableList.toImmutableList());
    if (!overlays.isEmpty()) {
      masks = Optional.of(Gallery.regionMasks(overlays, ImmutableMap.of()));
    }
    return withPlace("Predictions", folder);
  }

  /** At most {@code count}, equally far apart: neighbours may be frames of one film. */
  static <T> ImmutableList<T> spread(ImmutableList<T> all, int count) {
    return IntStream.range(0, Math.min(count, all.size()))
        .mapToObj(i -> all.get((int) ((long) i * all.size() / Math.min(count, all.size()))))
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<Path> overlays(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(OVERLAY))
          .sorted()
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the predictions in " + folder, e);
    }
  }

  private static ReportInputs.Picture picture(Path overlay) {
    String name = overlay.getFileName().toString().replace(OVERLAY, "");
    try {
      return ReportInputs.Picture.of(
          Files.readAllBytes(overlay), name, "Image " + name + " tinted by pseudo-category");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + overlay, e);
    }
  }

  /** Says where something lies. */
  public RunReport withPlace(String what, Path path) {
    places.put(what, path.toString());
    return this;
  }

  /** Adds a command to try next. */
  public RunReport withCommand(String purpose, String command) {
    commands.put(purpose, command);
    return this;
  }

  /**
   * Writes the report into the run's directory.
   *
   * @return its file
   */
  public Path write() {
    return write(run.reportFile());
  }

  /** Writes the report to {@code file}, which it returns. */
  public Path write(Path file) {
    Report.from(inputs()).write(file);
    return file;
  }

  /** What the report tells. */
  ReportInputs inputs() {
    ImmutableList<RunEvent.Step> steps = steps();
    Optional<RunEnding> end = ending();
    String config = salvage.read(() -> read(run.configFile()), "");
    ImmutableMap<String, String> provenance = salvage.read(this::provenance, ImmutableMap.of());
    Optional<HeldOutResult> heldOut =
        salvage.read(() -> HeldOutResult.read(run.heldOutFile()), Optional.empty());
    return new ReportInputs(
        job,
        String.valueOf(run.path().getFileName()),
        salvage.notice(),
        learned,
        end,
        steps,
        config,
        provenance,
        heldOut.map(RunReport::comparisons).orElseGet(evaluations::comparisons),
        scores.build(),
        galleries(),
        places.buildOrThrow(),
        commands.buildOrThrow());
  }

  private Optional<RunEnding> ending() {
    if (run.isTraining()) {
      return Optional.empty();
    }
    Optional<RunEnd> told = salvage.read(run::end, Optional.empty());
    return told.isPresent()
        ? told.map(end -> new RunEnding.Told(end.event()))
        : salvage.read(() -> Optional.of(untold()), Optional.empty());
  }

  private RunEnding untold() {
    TrainingPosition reached =
        new CheckpointStore(run.checkpoints(), 1)
            .latest()
            .map(newest -> CheckpointStore.describe(newest).position())
            .orElse(TrainingPosition.START);
    return new RunEnding.Untold(reached.step(), reached.epoch() == run.config().run().epochs());
  }

  private ImmutableList<RunEvent.Step> steps() {
    List<String> damaged = new ArrayList<>();
    ImmutableList<RunEvent.Step> steps = MetricsFile.readWhole(run.metricsFile(), damaged::add);
    if (!damaged.isEmpty()) {
      int others = damaged.size() - 1;
      salvage.note(damaged.get(0) + (others > 0 ? "; " + others + " more are none" : ""));
    }
    return steps;
  }

  private ImmutableMap<String, String> provenance() {
    Path file = run.provenanceFile();
    try {
      return ProvenanceRows.of(read(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** What was learned before what it was learned from. */
  private ImmutableList<Gallery> galleries() {
    return Stream.concat(
            answers.build().stream(), Stream.of(masks, views).flatMap(Optional::stream))
        .collect(ImmutableList.toImmutableList());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static ImmutableList<ReportInputs.Comparison> comparisons(HeldOutResult result) {
    ImmutableList.Builder<ReportInputs.Comparison> comparisons = ImmutableList.builder();
    for (Measure measure : Measure.ALL) {
      Double before = result.before().get(measure.name);
      Double after = result.after().get(measure.name);
      if (before != null && after != null) {
        comparisons.add(measure.comparison(result.images(), before, after));
      }
    }
    return comparisons.build();
  }

  /** A measure on held-out images, and how to read it. */
  private record Measure(String name, String title, String shortName, String explanation) {
    private static final String AGREEMENT =
        "Mean cosine of the two views' projections where they show the same, minus that of any two"
            + " positions. 1 at best; 0 where correspondence means nothing, and after a collapse.";
    private static final String LOSS =
        "Negative cosine of prediction and the other view's projection. -1 at best, near 0"
            + " untrained.";
    static final List<Measure> ALL =
        List.of(
            new Measure(
                ScalarNames.AGREEMENT_PREFIX + "pixel",
                "agreement of corresponding points",
                "point agreement",
                AGREEMENT),
            new Measure(
                ScalarNames.AGREEMENT_PREFIX + "image",
                "agreement of whole views",
                "image agreement",
                AGREEMENT),
            new Measure(ScalarNames.loss(LossTerm.PIXEL), "pixel loss", "pixel loss", LOSS),
            new Measure(ScalarNames.loss(LossTerm.IMAGE), "image loss", "image loss", LOSS));

    ReportInputs.Comparison comparison(long images, double before, double after) {
      return new ReportInputs.Comparison(
          title + " on " + images + " held-out images", shortName, explanation, before, after);
    }
  }
}
