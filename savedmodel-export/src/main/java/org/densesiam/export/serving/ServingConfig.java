package org.densesiam.export.serving;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.densesiam.data.shard.AtomicFile;
import org.densesiam.export.savedmodel.ModelFolder;

/**
 * Configuration for a server, in {@code MODEL_DIR/config/}: files for TensorFlow Serving itself,
 * and a script and manifests that start it with them in Docker and Kubernetes, on CPU and GPU.
 *
 * <p>Beside the versions, so that model and configuration travel together; a polling server looks
 * at folders with a number for a name only. No file names the machine that wrote it.
 */
public final class ServingConfig {
  private static final String KUBERNETES = "kubernetes.yaml";

  /** Names of files, and of the templates that they come from. */
  private static final ImmutableMap<String, String> FILES =
      ImmutableMap.of(
          "models.config",
          "models.config",
          "batching.config",
          "batching.config",
          "monitoring.config",
          "monitoring.config",
          "probe.sh",
          "probe.sh",
          "docker.sh",
          "docker.sh",
          KUBERNETES,
          KUBERNETES,
          "kubernetes-gpu.yaml",
          KUBERNETES);

  private static final String IMAGE = "tensorflow/serving:2.18.0";
  private static final CharMatcher OF_KUBERNETES =
      CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('0', '9'));

  private ServingConfig() {}

  /**
   * Writes those files that are not there; those that are may have been edited. The newest version
   * gets the label "stable".
   *
   * @param model has a version
   * @param need what the memory asked for is reckoned from
   * @return the folder
   * @throws UncheckedIOException if a file cannot be written
   */
  public static Path write(ModelFolder model, ServingNeed need) {
    Path folder = model.path().resolve("config");
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        Path target = folder.resolve(file.getKey());
        if (!Files.exists(target)) {
          boolean gpu = file.getKey().contains("gpu");
          String text = filled(template(file.getValue()), model, need, gpu);
          AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the configuration for a server into " + folder, e);
    }
  }

  /** How requests for the signatures that stack are gathered; belongs into the version's folder. */
  public static String batching() {
    try {
      return template("batching_params.pbtxt");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what is in this jar", e);
    }
  }

  private static String filled(String template, ModelFolder model, ServingNeed need, boolean gpu) {
    return template
        .replace("@NAME@", model.name())
        .replace("@KUBERNETES_NAME@", kubernetesName(model.name()) + (gpu ? "-gpu" : ""))
        .replace("@VERSION@", model.newest().getFileName().toString())
        .replace("@ON@", gpu ? ", on a GPU" : "")
        .replace("@IMAGE@", gpu ? IMAGE + "-gpu" : IMAGE)
        .replace("@GPU@", gpu ? ", nvidia.com/gpu: 1" : "")
        .replace("@MEASURED@", need.measured())
        .replace("@CORE_SECONDS@", need.coreSeconds())
        .replace("@MEMORY_REQUEST@", need.memoryRequest())
        .replace("@MEMORY_LIMIT@", need.memoryLimit());
  }

  private static String template(String file) throws IOException {
    return Resources.toString(
        Resources.getResource(ServingConfig.class, file), StandardCharsets.UTF_8);
  }

  /** Lower-case letters, digits and hyphens, as RFC 1123 has labels. */
  private static String kubernetesName(String name) {
    return "densesiam-" + OF_KUBERNETES.negate().trimAndCollapseFrom(Ascii.toLowerCase(name), '-');
  }
}
