package org.densesiam.export.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.densesiam.export.savedmodel.ModelFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe meets an HTTP server that answers as TensorFlow Serving is documented to. */
class ServingConfigTest {
  @TempDir private Path folder;

  private final Map<String, String> states = new ConcurrentHashMap<>(); // by path
  private HttpServer server;
  private Path config;

  @BeforeEach
  void start() throws IOException {
    ModelFolder model = new ModelFolder(folder.resolve("Birds 2"));
    Files.createDirectories(model.path().resolve("7"));
    config = ServingConfig.write(model, new ServingNeed(300L << 20, 0.0523));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String state = states.get(exchange.getRequestURI().getPath());
          byte[] body =
              (state == null ? "{\"error\": \"no such model\"}" : status(state)).getBytes(UTF_8);
          exchange.sendResponseHeaders(state == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** As https://www.tensorflow.org/tfx/serving/api_rest has it. */
  private static String status(String state) {
    return """
        {
         "model_version_status": [
          {
           "version": "7",
           "state": "%s",
           "status": {
            "error_code": "OK",
            "error_message": ""
           }
          }
         ]
        }
        """
        .formatted(state);
  }

  @ParameterizedTest
  @CsvSource({
    "AVAILABLE, AVAILABLE, ready, 0",
    "AVAILABLE, LOADING, ready, 1",
    "LOADING, AVAILABLE, ready, 1",
    "LOADING, LOADING, alive, 0",
    "END, END, ready, 1",
    ", AVAILABLE, ready, 1",
    ", , alive, 1",
  })
  void probe_ofTheTwoModels(
      @Nullable String whole, @Nullable String batched, String asked, int expected)
      throws Exception {
    serve("Birds 2", whole);
    serve("Birds 2-batched", batched);
    assertThat(probe(asked, server.getAddress().getPort())).isEqualTo(expected);
  }

  private void serve(String model, @Nullable String state) {
    if (state != null) {
      states.put("/v1/models/" + model + "/labels/stable", state);
    }
  }

  @Test
  void probe_whereNobodyListens_fails() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(probe("alive", port)).isEqualTo(1);
  }

  private int probe(String asked, int port) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", config.resolve("probe.sh").toString(), asked)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("probe.out").toFile());
    builder.environment().put("REST_PORT", Integer.toString(port));
    return builder.start().waitFor();
  }

  @Test
  void dockerSh_mountsTheFolderThatItLiesIn_whereverThatWasMoved() throws Exception {
    Path moved = Files.createDirectory(folder.resolve("elsewhere")).resolve("Birds 2");
    Files.move(folder.resolve("Birds 2"), moved);
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path docker = Files.writeString(bin.resolve("docker"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(docker.toFile().setExecutable(true)).isTrue();

    assertThat(runDocker(moved, bin, "0"))
        .contains(moved.toRealPath() + ":/models/Birds 2:ro", "tensorflow/serving:2.18.0")
        .contains("--model_config_file=/models/Birds 2/config/models.config", "--read-only")
        .doesNotContain("--gpus");
    assertThat(runDocker(moved, bin, "1")).contains("--gpus", "tensorflow/serving:2.18.0-gpu");
  }

  private List<String> runDocker(Path model, Path bin, String gpu) throws Exception {
    Path out = folder.resolve("docker.out");
    ProcessBuilder builder =
        new ProcessBuilder("sh", model.resolve("config/docker.sh").toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.environment().put("GPU", gpu);
    assertThat(builder.start().waitFor()).as(Files.readString(out)).isZero();
    return Files.readAllLines(out);
  }

  @Test
  void files_nameNoPlaceOfThisMachine_andLeaveNothingOpen() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(config)) {
      for (Path file : files.toList()) {
        names.add(file.getFileName().toString());
        assertThat(file)
            .content()
            .doesNotContain(folder.toString())
            .doesNotContainPattern("@[A-Z_]+@");
      }
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "models.config",
            "batching.config",
            "monitoring.config",
            "probe.sh",
            "docker.sh",
            "kubernetes.yaml",
            "kubernetes-gpu.yaml");
  }

  @Test
  void stable_isTheVersionThatIsThere() {
    assertThat(config.resolve("models.config"))
        .content()
        .contains(
            "base_path: \"/models/Birds 2/batched\"",
            "version_labels { key: \"stable\" value: 7 }",
            "model_version_policy { specific { versions: 7 } }")
        .doesNotContain("latest {");
  }

  @Test
  void memory_isThatOfTheServerAndOfTwoBatches() {
    // 512 + 2 * 300 = 1112 MiB, in steps of 256: 1280; the limit is twice that.
    assertThat(config.resolve("kubernetes.yaml"))
        .content()
        .contains(
            "requests: {cpu: \"2\", memory: 1280Mi}",
            "limits: {memory: 2560Mi}",
            "took 300 MiB of memory and an image 0.052 s of a core");
    assertThat(config.resolve("kubernetes-gpu.yaml"))
        .content()
        .contains(
            "name: densesiam-birds-2-gpu\n",
            "image: tensorflow/serving:2.18.0-gpu\n",
            "limits: {memory: 2560Mi, nvidia.com/gpu: 1}");
  }
}
