package org.densesiam.it.launcher;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.densesiam.it.launcher.Machine.Outcome;
import org.densesiam.it.run.TinyRun;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.ScalarNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory that a step does not give back would end every long run.
 *
 * <p>Java's heap has one size here, resident from the start. Otherwise G1 doubles it after a single
 * slow pause (one of 244 ms on a busy machine: 128 to 256 MB), whatever a step keeps. What Java
 * keeps ends the run when that is full; all else shows.
 */
final class ResidentMemoryTest {
  /**
   * Small, and with all that a run does from time to time done often: all three losses from the
   * start, an epoch of five steps, pictures, checkpoints of which old ones go.
   */
  private static final ImmutableList<String> OVERRIDES =
      ImmutableList.<String>builder()
          .addAll(TinyRun.OVERRIDES)
          .add("model.region.startFraction=0")
          .add("run.epochs=60")
          .add("run.imagesEverySteps=10")
          .add("run.checkpointEverySteps=10")
          .add("run.keepCheckpoints=2")
          .build();

  @TempDir private Path temporary;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells what is resident")
  void residentMemory_after300Steps_isThatAfter50() throws Exception {
    Path run = temporary.resolve("run");
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    arguments.add("pretrain", "--preset", "quickstart", "--run", run.toString());
    arguments.add("--data", TinyRun.shards(temporary).toString());
    OVERRIDES.forEach(override -> arguments.add("--set", override));

    Outcome outcome =
        new Machine(temporary.resolve("machine"))
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("DENSESIAM_JAVA_OPTS", "-Xms128m -Xmx128m")
            .run(launcher(), arguments.build().toArray(String[]::new));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    ImmutableList<RunEvent.Step> steps = MetricsFile.read(run.resolve("metrics.jsonl"));
    assertThat(residentMb(steps, 300))
        .as("MB resident after 300 steps, beside those after 50")
        .isCloseTo(residentMb(steps, 50), withinPercentage(2));
  }

  private static double residentMb(ImmutableList<RunEvent.Step> steps, int step) {
    return requireNonNull(steps.get(step - 1).scalars().get(ScalarNames.RESIDENT_MEMORY));
  }

  /** The launcher as in the archive, beside a jar that stands for this test's class path. */
  private Path launcher() throws IOException {
    Path folder = temporary.resolve("densesiam-1");
    Files.createDirectories(folder.resolve("lib"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Splitter.on(':')
                .splitToStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(folder.resolve("lib/all.jar")), manifest).close();
    return Files.copy(Machine.LAUNCHER, folder.resolve("densesiam"));
  }
}
