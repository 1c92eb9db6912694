package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.densesiam.export.api.Segmenter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a segmenter that computes in bfloat16 says of street scenes that it was not trained on. */
class Bf16LabelsTest {
  private static final Path CAMVID =
      Path.of("..", "..", "shared", "data", "camvid").toAbsolutePath().normalize();
  private static final int CLUSTERS = 11; // as many as CamVid has classes
  private static final int EPOCHS = 3;

  @TempDir private Path folder;

  @Test
  void labels_areThoseOfFloat32_in99PercentOfTheirPixels() throws IOException {
    assumeTrue(Files.isDirectory(CAMVID), "needs the photographs of " + CAMVID);
    densesiam("import", "images", "--from", CAMVID.resolve("train"), "--to", at("shards"));
    densesiam(
        "segment --preset laptop --set model.categories.count=%d --set run.epochs=%d"
            .formatted(CLUSTERS, EPOCHS),
        "--data",
        at("shards"),
        "--run",
        at("run"));
    densesiam("export", "--run", at("run"), "--to", at("fp32"));
    densesiam("export --precision bf16", "--run", at("run"), "--to", at("bf16"));

    long pixels = 0;
    long kept = 0;
    boolean[] seen = new boolean[CLUSTERS];
    try (Segmenter float32 = Segmenter.load(at("fp32"));
        Segmenter bfloat16 = Segmenter.load(at("bf16"))) {
      for (Path image : images()) {
        int[] expected = float32.segment(image).labels();
        int[] found = bfloat16.segment(image).labels();
        pixels += expected.length;
        kept += IntStream.range(0, expected.length).filter(i -> expected[i] == found[i]).count();
        Arrays.stream(expected).forEach(label -> seen[label] = true);
      }
    }

    System.out.printf("bfloat16 keeps %.2f %% of the labels%n", 100.0 * kept / pixels);
    assertThat(seen).as("not one label everywhere").containsOnly(true);
    assertThat((double) kept / pixels).isBetween(0.99, 1.0);
  }

  private static ImmutableList<Path> images() throws IOException {
    try (Stream<Path> files = Files.list(CAMVID.resolve("val"))) {
      ImmutableList<Path> images = files.sorted().collect(ImmutableList.toImmutableList());
      assertThat(images).hasSize(101);
      return images;
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  /** Runs {@code densesiam words options}. */
  private static void densesiam(String words, Object... options) {
    ImmutableList<String> arguments =
        Stream.concat(Stream.of(words.split(" ")), Arrays.stream(options).map(Object::toString))
            .collect(ImmutableList.toImmutableList());
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as("%s\n%s", arguments, run.err()).isZero();
  }
}
