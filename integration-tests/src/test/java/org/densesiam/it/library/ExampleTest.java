package org.densesiam.it.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.it.run.TinyRun;
import org.densesiam.trainer.machine.StopSignal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example project {@code src/example}, built and run in a JVM of its own. */
final class ExampleTest {
  private static final Path SOURCE = Path.of("src/example/src/main/java/example/Example.java");

  @TempDir private static Path folder;
  private static ModelFolder segmenter;
  private static ModelFolder backbone;

  @BeforeAll
  static void export() {
    String shards = TinyRun.shards(folder).toString();
    Path streets = folder.resolve("runs/streets");
    Path first = folder.resolve("runs/first");
    TinyRun.segment(shards, streets);
    TinyRun.train(TinyRun.config("run.epochs=1"), shards, first, false, StopSignal.uninstalled());
    segmenter = TinyRun.export(streets, folder.resolve("models"));
    backbone = TinyRun.export(first, folder.resolve("models"));
  }

  @Test
  void example_isCompiledAndRun_andSaysWhatItFound_withoutChatter() throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(
            compiler.run(
                null,
                null,
                null,
                List.of("-d", classes.toString(), "-cp", classPath(), SOURCE.toString())
                    .toArray(String[]::new)))
        .as("javac")
        .isZero();
    List<Path> photographs = photographs();
    Path overlay = folder.resolve("overlay.png");
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classes + System.getProperty("path.separator") + classPath(),
                "example.Example",
                segmenter.path().toString(),
                backbone.path().toString(),
                photographs.get(0).toString(),
                photographs.get(1).toString(),
                overlay.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");

    assertThat(builder.start().waitFor()).as(Files.readString(err, UTF_8)).isZero();

    List<String> lines = Files.readAllLines(out, UTF_8);
    List<String> shares = lines.subList(0, lines.size() - 1);
    assertThat(shares).isNotEmpty().allMatch(line -> line.matches(" *[0-9.,]+ %  cluster [0-5]"));
    assertThat(shares.stream().mapToDouble(ExampleTest::percent).sum()).isBetween(99.5, 100.5);
    assertThat(lines.get(lines.size() - 1)).matches("alike: -?[01][.,][0-9]{3}");
    assertThat(ImageIO.read(overlay.toFile()).getWidth())
        .as("picture and legend")
        .isGreaterThan(ImageIO.read(photographs.get(0).toFile()).getWidth());
    assertThat(Files.readString(err, UTF_8))
        .as("stderr")
        .doesNotContain("saved_model/", "Exception");
  }

  private static double percent(String line) {
    return Double.parseDouble(line.strip().replaceFirst(" .*", "").replace(',', '.'));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static List<Path> photographs() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("scenes"))) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().limit(2).toList();
    }
  }
}
