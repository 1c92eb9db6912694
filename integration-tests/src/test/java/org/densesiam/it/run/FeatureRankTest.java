package org.densesiam.it.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.MoreCollectors;
import com.google.common.io.MoreFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneGenerator;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.log.CompositeListener;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.log.MetricsWriter;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meter of dimensional collapse, in runs of seconds. */
class FeatureRankTest {
  private static final String RANK = "held_out/effective_rank";
  private static final String SPECTRUM = "held_out/log10_spectrum";
  private static final long LAST = (long) TinyRun.EPOCHS * TinyRun.STEPS_PER_EPOCH;
  private static final long MIDDLE_OF_AN_EPOCH = 7;

  @TempDir static Path folder;
  private static Path shards = Path.of("");

  @BeforeAll
  static void makeShards() {
    shards = TinyRun.shards(folder);
  }

  @Test
  void run_withHeldOutImages_measuresAfterEveryEpoch() {
    Path run = folder.resolve("measured");
    train(TinyRun.config(), Optional.of(shards), run, Long.MAX_VALUE, false);

    assertThat(measured(run)).extracting(RunEvent.Step::step).containsExactly(5L, 10L, 15L, LAST);
    assertThat(measured(run))
        .allSatisfy(
            step -> {
              assertThat(step.scalars().get(RANK)).isBetween(1.0, (double) TinyRun.RECORDS);
              assertThat(requireNonNull(step.lists().get(SPECTRUM)).toArray())
                  .as("as many as the smaller of %s images and 64 channels", TinyRun.RECORDS)
                  .hasSize(TinyRun.RECORDS);
            });
  }

  @Test
  void run_measuredAndStoppedOnTheWay_leavesTheBytesOfOneThatIsNot() throws IOException {
    Path plain = folder.resolve("plain");
    Path stopped = folder.resolve("stopped");
    Path unbroken = folder.resolve("unbroken");
    train(TinyRun.config(), Optional.empty(), plain, Long.MAX_VALUE, false);
    train(TinyRun.config(), Optional.of(shards), unbroken, Long.MAX_VALUE, false);
    train(TinyRun.config(), Optional.of(shards), stopped, MIDDLE_OF_AN_EPOCH, false);
    train(TinyRun.config(), Optional.of(shards), stopped, Long.MAX_VALUE, true);

    for (Path file : MoreFiles.listFiles(TinyRun.checkpoint(plain, LAST))) {
      Path resumed = TinyRun.checkpoint(stopped, LAST).resolve(file.getFileName());
      assertThat(Files.mismatch(file, resumed))
          .as("first byte of %s that differs", file.getFileName())
          .isEqualTo(-1);
    }
    assertThat(numbers(stopped)).isEqualTo(numbers(unbroken)).hasSize(TinyRun.EPOCHS);
  }

  @Test
  void run_withoutHeldOutImages_measuresNothing() {
    Path run = folder.resolve("unmeasured");
    train(TinyRun.config(), Optional.empty(), run, MIDDLE_OF_AN_EPOCH, false);

    assertThat(measured(run)).isEmpty();
  }

  @Test
  void run_onImagesThatAreAllTheSame_findsOneDirection() throws IOException {
    Path run = folder.resolve("same");
    train(TinyRun.config(), Optional.of(sameImages()), run, MIDDLE_OF_AN_EPOCH, false);

    RunEvent.Step measured = measured(run).stream().collect(MoreCollectors.onlyElement());
    assertThat(measured.scalars().get(RANK)).isCloseTo(1, within(1e-3));
  }

  /** Twelve copies of one scene. */
  private static Path sameImages() throws IOException {
    Path images = Files.createDirectories(folder.resolve("same-images"));
    BufferedImage scene = new SceneGenerator(1).scene(0).image();
    for (int i = 0; i < 12; i++) {
      ImageIO.write(scene, "png", images.resolve(i + ".png").toFile());
    }
    Path imported = folder.resolve("same-shards");
    new ShardImport(
            FolderSource.open(images, ImageSource.Layout.FOLDER), imported, ImportOptions.DEFAULT)
        .run(counts -> {});
    return imported;
  }

  private static void train(
      PretrainConfig config, Optional<Path> heldOut, Path run, long stopAfter, boolean resume) {
    TrainingRun training =
        TrainingRun.prepare(
            new RunOrder<>(
                config,
                shards.toString(),
                heldOut.map(Path::toString),
                run,
                resume,
                ImmutableList.of("pretrain")),
            ScanProgress.SILENT);
    StopSignal stop = StopSignal.uninstalled();
    try (MetricsWriter metrics = new MetricsWriter(training.directory().metricsFile())) {
      training.run(CompositeListener.of(metrics, TinyRun.stoppingAfter(stopAfter, stop)), stop);
    }
  }

  private static ImmutableList<RunEvent.Step> measured(Path run) {
    return MetricsFile.read(run.resolve("metrics.jsonl")).stream()
        .filter(step -> step.scalars().containsKey(RANK))
        .collect(ImmutableList.toImmutableList());
  }

  /** Without the time. */
  private static ImmutableMap<Long, ImmutableList<Object>> numbers(Path run) {
    return measured(run).stream()
        .collect(
            ImmutableMap.toImmutableMap(
                RunEvent.Step::step, step -> ImmutableList.of(step.scalars(), step.lists())));
  }
}
