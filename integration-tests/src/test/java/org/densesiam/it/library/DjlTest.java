package org.densesiam.it.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.ToolProvider;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.predict.Outputs;
import org.densesiam.it.run.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * DJL (https://djl.ai) reads an exported segmenter and answers as we do: another library, with a
 * TensorFlow of its own, 2.10.1, in a JVM of its own. Runs where {@code .ci/run} has fetched DJL,
 * on Linux x86-64; says in one line that it did not elsewhere, and fails in CI.
 */
final class DjlTest {
  private static final int HEIGHT_PX = 64;
  private static final int WIDTH_PX = 96;

  @TempDir private Path folder;

  @Test
  void segmenter_isAnsweredAlikeInDjl() throws Exception {
    ImmutableList<Path> classPath = classPath();
    if (classPath.isEmpty() && !Boolean.parseBoolean(System.getenv("CI"))) {
      System.out.println(
          "Not run: DjlTest, for want of DJL in Maven's repository; .ci/run fetches it");
    }
    assumeTrue(!classPath.isEmpty() || Boolean.parseBoolean(System.getenv("CI")));
    assertThat(classPath).as("class path of DJL").isNotEmpty();

    String shards = TinyRun.shards(folder).toString();
    Path run = folder.resolve("runs/streets");
    TinyRun.segment(shards, run);
    Path version = TinyRun.export(run, folder.resolve("models")).newest();
    byte[] pixels = new byte[HEIGHT_PX * WIDTH_PX * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3 % WIDTH_PX * 2 + i / 3 / WIDTH_PX * (1 + i % 3)); // slopes
    }

    ImmutableMap<String, List<String>> found = readWithDjl(classPath, version, pixels);

    try (ImageModel model = ImageModel.load(version)) {
      Outputs expected =
          model.run("serving_default", List.of(RgbImage.of(HEIGHT_PX, WIDTH_PX, pixels)));
      assertThat(found.keySet()).isEqualTo(expected.names());
      assertThat(sameShare(requireNonNull(found.get("labels")), expected.ints("labels")))
          .isGreaterThan(0.999);
      assertThat(floats(requireNonNull(found.get("confidence"))))
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(floats(expected.floats("confidence")));
      assertThat(floats(requireNonNull(found.get("logits"))))
          .usingComparatorWithPrecision(1e-3f)
          .containsExactly(floats(expected.floats("logits")));
    }
  }

  private static double sameShare(List<String> found, IntNdArray expected) {
    int[] labels = new int[(int) expected.size()];
    expected.copyTo(DataBuffers.of(labels, false, false));
    assertThat(found).hasSize(labels.length);
    return IntStream.range(0, labels.length)
            .filter(i -> Integer.parseInt(found.get(i)) == labels[i])
            .count()
        / (double) labels.length;
  }

  private static float[] floats(List<String> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.parseFloat(numbers.get(i));
    }
    return floats;
  }

  private static float[] floats(FloatNdArray array) {
    float[] floats = new float[(int) array.size()];
    array.copyTo(DataBuffers.of(floats, false, false));
    return floats;
  }

  /** What DJL answers: the numbers of each output. */
  private ImmutableMap<String, List<String>> readWithDjl(
      List<Path> classPath, Path version, byte[] pixels) throws Exception {
    String jars = String.join(":", classPath.stream().map(Path::toString).toList());
    Path classes = Files.createDirectory(folder.resolve("classes"));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-d",
                    classes.toString(),
                    "-cp",
                    jars,
                    "src/djl/ReadWithDjl.java"))
        .as("javac")
        .isZero();
    Path library =
        unpack(
            classPath.stream()
                .filter(jar -> jar.toString().contains("native-cpu"))
                .findFirst()
                .orElseThrow());
    Path raw = Files.write(folder.resolve("pixels.raw"), pixels);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dai.djl.offline=true",
            "-Dai.djl.collect=false", // no word about its use to its makers
            "-cp",
            classes + ":" + jars,
            "ReadWithDjl",
            version.toString(),
            raw.toString(),
            Integer.toString(HEIGHT_PX),
            Integer.toString(WIDTH_PX));
    builder.environment().put("TENSORFLOW_LIBRARY_PATH", library.toString());
    builder.environment().put("LD_LIBRARY_PATH", library.toString());
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("djl").toString());
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
    ImmutableMap.Builder<String, List<String>> outputs = ImmutableMap.builder();
    for (String line : run(builder)) { // name (1, 64, 96) 3 3 4 ...
      List<String> numbers = Splitter.on(' ').splitToList(line.substring(line.indexOf(')') + 2));
      outputs.put(line.substring(0, line.indexOf(' ')), numbers);
    }
    return outputs.buildOrThrow();
  }

  private Path unpack(Path jar) throws IOException {
    Path library = Files.createDirectory(folder.resolve("library"));
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().startsWith("native/lib/") && !entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, library.resolve(Path.of(entry.getName()).getFileName()));
          }
        }
      }
    }
    return library;
  }

  /** Jars of {@code src/djl/pom.xml}; empty where they were not fetched or do not run. */
  private ImmutableList<Path> classPath() throws Exception {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return ImmutableList.of();
    }
    Path file = folder.resolve("djl.classpath");
    Process maven =
        new ProcessBuilder(
                "mvn",
                "--batch-mode",
                "--offline",
                "-q",
                "-f",
                "src/djl/pom.xml",
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + file)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("maven.out").toFile())
            .start();
    return maven.waitFor() == 0
        ? Splitter.on(':')
            .splitToStream(Files.readString(file))
            .map(Path::of)
            .collect(ImmutableList.toImmutableList())
        : ImmutableList.of();
  }

  private List<String> run(ProcessBuilder builder) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    assertThat(code).as(Files.readString(err, UTF_8)).isZero();
    return Files.readAllLines(out, UTF_8);
  }
}
