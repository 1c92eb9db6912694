package org.densesiam.it.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.densesiam.it.run.TinyRun;
import org.densesiam.trainer.machine.StopSignal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code densesiam verify} of whole and of damaged things. */
class VerifyTest {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int CUTS = 20; // one at every 5 %

  @TempDir static Path shared;

  @TempDir private Path folder;
  private Path shards = Path.of("");
  private Path run = Path.of("");
  private Path model = Path.of("");

  @BeforeAll
  static void make() {
    String data = TinyRun.shards(shared).toString();
    Path whole = shared.resolve("run");
    TinyRun.train(TinyRun.config("run.epochs=1"), data, whole, false, StopSignal.uninstalled());
    CommandLineRun export =
        CommandLineRun.of("export", "--run", whole.toString(), "--to", at("model"));
    assertThat(export.exitCode()).as(export.err()).isZero();
  }

  private static String at(String name) {
    return shared.resolve(name).toString();
  }

  @BeforeEach
  void copy() throws IOException {
    shards = copy("shards");
    run = copy("run");
    model = copy("model");
  }

  private Path copy(String name) throws IOException {
    Path whole = shared.resolve(name);
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(whole.relativize(file).toString()));
      }
    }
    return copy;
  }

  @Test
  void whole_endsWith0_andListsEachPart() {
    CommandLineRun ofRun = verify(run);
    assertThat(ofRun.exitCode()).as(ofRun.out()).isZero();
    assertThat(ofRun.out())
        .contains("whole    checkpoint       " + TinyRun.checkpoint(run, 5))
        .contains("whole    configuration    " + run.resolve("config.yaml"))
        .endsWith(run + ": 8 parts, 0 damaged" + System.lineSeparator());

    CommandLineRun ofModel = verify(model);
    assertThat(ofModel.exitCode()).as(ofModel.out()).isZero();
    assertThat(ofModel.out()).contains("whole    model version    " + model.resolve("1"));
    assertThat(verify(model.resolve("1")).exitCode()).isZero();

    CommandLineRun ofShards = verify(shards);
    assertThat(ofShards.exitCode()).as(ofShards.out()).isZero();
    assertThat(ofShards.out().lines().filter(line -> line.startsWith("whole    shard ")))
        .hasSize(3);
  }

  @Test
  void aByteFlipped_inWhatHasChecksums_isFoundAndNamed() throws IOException {
    for (Path file : summed()) {
      byte[] whole = Files.readAllBytes(file);
      byte[] flipped = whole.clone();
      flipped[flipped.length / 2] ^= 1;
      Files.write(file, flipped);

      CommandLineRun verified = verify(thingOf(file));

      assertThat(verified.exitCode()).as("%s: %s", file, verified.out()).isEqualTo(FAILED);
      assertThat(damaged(verified)).hasSize(1).first().asString().contains(nameIn(file));
      Files.write(file, whole);
    }
  }

  @Test
  void cutAtEvery20th_orGone_isFoundAndNamed() throws IOException {
    for (Path file : ImmutableList.of(summed().get(0), run.resolve("config.yaml"))) {
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < CUTS; i++) {
        Files.write(file, Arrays.copyOf(whole, whole.length * i / CUTS));
        CommandLineRun verified = verify(thingOf(file));
        assertThat(verified.exitCode()).as("%s cut at %s: %s", file, i, verified.out()).isNotZero();
        assertThat(verified.out() + verified.err()).contains(nameIn(file));
      }
      Files.write(file, whole);
    }
    for (Path file : summed()) {
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      CommandLineRun verified = verify(thingOf(file));
      assertThat(verified.exitCode()).as("%s gone: %s", file, verified.out()).isEqualTo(FAILED);
      assertThat(damaged(verified)).hasSize(1).first().asString().contains(nameIn(file));
      Files.write(file, whole);
    }
  }

  @Test
  void twoShardsDamaged_bothAreNamed_andTheThirdIsWhole() throws IOException {
    ImmutableList<Path> files = filesOf(shards, ".tfrecord");
    for (Path file : files.subList(0, 2)) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
    }

    CommandLineRun verified = verify(shards);

    assertThat(damaged(verified)).hasSize(2);
    assertThat(verified.out()).endsWith(": 3 parts, 2 damaged" + System.lineSeparator());
  }

  @Test
  void modelWithoutSums_cannotBeTold() throws IOException {
    Files.delete(model.resolve("1/SHA256SUMS"));

    CommandLineRun verified = verify(model);

    assertThat(verified.exitCode()).isEqualTo(FAILED);
    assertThat(damaged(verified).get(0)).contains("has no SHA256SUMS");
  }

  @Test
  void nothingThere_isTheCallersFault() throws IOException {
    MoreFiles.deleteRecursively(shards, RecursiveDeleteOption.ALLOW_INSECURE);

    assertThat(verify(shards).failure(WRONG_USAGE)).contains(shards.toString());
  }

  private static CommandLineRun verify(Path path) {
    return CommandLineRun.of("verify", path.toString(), "--no-progress");
  }

  private static ImmutableList<String> damaged(CommandLineRun verified) {
    return verified
        .out()
        .lines()
        .filter(line -> line.startsWith("DAMAGED"))
        .collect(toImmutableList());
  }

  /** Files of which each byte is under a checksum. */
  private ImmutableList<Path> summed() throws IOException {
    return ImmutableList.<Path>builder()
        .addAll(filesOf(shards, ".tfrecord"))
        .addAll(filesOf(TinyRun.checkpoint(run, 5), ""))
        .addAll(filesOf(model.resolve("1"), ".pb"))
        .addAll(filesOf(model.resolve("1/variables"), ""))
        .build();
  }

  /** What is asked about when a file is damaged. */
  private Path thingOf(Path file) {
    return Stream.of(shards, run, model).filter(file::startsWith).findFirst().orElseThrow();
  }

  private String nameIn(Path file) {
    return file.getFileName().toString();
  }

  private static ImmutableList<Path> filesOf(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().contains(ending))
          .sorted()
          .collect(toImmutableList());
    }
  }
}
