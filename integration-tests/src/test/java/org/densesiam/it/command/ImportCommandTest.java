package org.densesiam.it.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.it.command.DenseSiam.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code densesiam import images}: photographs, and a process that is stopped. */
final class ImportCommandTest {
  private static final Path SAMPLE =
      Path.of("..", "..", "shared", "data", "imagenet-sample", "val").toAbsolutePath().normalize();

  @TempDir private Path temporary;

  @Test
  void imageNetLayout_becomesShardsWithLabelsThatVerify() throws Exception {
    assumeTrue(Files.isDirectory(SAMPLE), "needs the photographs of " + SAMPLE);

    Outcome outcome =
        DenseSiam.run(temporary, "import", "images", "--from", SAMPLE.toString(), "--to", "shards");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("is read as ImageNet's layout, 50 classes")
        .contains("Images       50 found, 50 written")
        .contains("Labels       50 classes")
        .contains("densesiam preview --data shards");
    assertThat(outcome.err()).as("without a terminal").contains("import: 50/50 images (100 %)");
    ShardSet shards = ShardSet.open(temporary.resolve("shards").toString());
    shards.verify(ScanProgress.SILENT);
    assertThat(shards.records()).isEqualTo(50);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC}) // SIGTERM
  void import_stoppedAndRunAgain_goesOnToTheBytesOfAnUnbrokenOne() throws Exception {
    Pictures.write(temporary.resolve("photos"), 100, 1500);
    Path shards = Files.createDirectory(temporary.resolve("shards"));

    Outcome stopped;
    try (WatchService watch = shards.getFileSystem().newWatchService();
        DenseSiam command = DenseSiam.start(temporary, importInto("shards"))) {
      shards.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      awaitShard(watch);
      command.terminate();
      stopped = command.await();
    }
    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(128 + 15);
    assertThat(stopped.err()).contains("SIGTERM: leaving this shard; finished ones are kept");
    assertThat(stopped.out()).isEmpty();
    assertThat(shards.resolve("manifest.json")).doesNotExist();

    Outcome continued = DenseSiam.run(temporary, importInto("shards"));
    Outcome unbroken = DenseSiam.run(temporary, importInto("unbroken"));

    assertThat(continued.out()).contains(" of them from an earlier run");
    assertThat(unbroken.out()).contains("100 written").doesNotContain("from an earlier run");
    assertThat(contents(shards)).isEqualTo(contents(temporary.resolve("unbroken")));
  }

  @Test
  void unfinishedImport_isNotTrainedOn() throws Exception {
    Pictures.write(temporary.resolve("photos"), 1, 8);
    Outcome rejected = DenseSiam.run(temporary, importInto("shards"));
    assertThat(rejected.exitCode()).as("8 px are too few").isEqualTo(2);

    Outcome outcome = DenseSiam.run(temporary, "pretrain", "--data", "shards", "--run", "run");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.lastErrorLine()).contains("shards").contains("import");
    assertThat(temporary.resolve("run")).doesNotExist();
  }

  private static String[] importInto(String shards) {
    return new String[] {
      "import", "images", "--from", "photos", "--to", shards, "--images-per-shard", "5"
    };
  }

  private static void awaitShard(WatchService watch) throws InterruptedException {
    while (true) {
      WatchKey key = requireNonNull(watch.poll(5, TimeUnit.MINUTES), "no shard within 5 minutes");
      for (WatchEvent<?> event : key.pollEvents()) {
        if (String.valueOf(event.context()).startsWith("images-")) {
          return;
        }
      }
      key.reset();
    }
  }

  private static ImmutableMap<String, String> contents(Path folder) throws IOException {
    ImmutableMap.Builder<String, String> digests = ImmutableMap.builder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        digests.put(
            file.getFileName().toString(),
            MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
      }
    }
    return digests.buildOrThrow();
  }
}
