package org.densesiam.export.serving;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.data.shard.AtomicFile;
import org.densesiam.export.savedmodel.ModelFolder;

/**
 * Configuration for a server, in {@code MODEL_DIR/config/}: {@code models.config}, {@code
 * batching.config}, and examples for Docker and Kubernetes.
 *
 * <p>Beside the versions, so that model and configuration travel together; a polling server looks
 * at folders with a number for a name only.
 */
public final class ServingConfig {
  private static final ImmutableList<String> FILES =
      ImmutableList.of("models.config", "batching.config", "docker.sh", "kubernetes.yaml");
  private static final CharMatcher OF_KUBERNETES =
      CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('0', '9'));

  private ServingConfig() {}

  /**
   * Writes those files that are not there; those that are may have been edited.
   *
   * @return the folder
   * @throws UncheckedIOException if a file cannot be written
   */
  public static Path write(ModelFolder model) {
    Path absolute = model.path().toAbsolutePath().normalize();
    String name = model.name();
    Path folder = model.path().resolve("config");
    try {
      Files.createDirectories(folder);
      for (String file : FILES) {
        Path target = folder.resolve(file);
        if (!Files.exists(target)) {
          String text =
              template(file)
                  .replace("@NAME@", name)
                  .replace("@KUBERNETES_NAME@", kubernetesName(name))
                  .replace("@FOLDER@", absolute.toString());
          AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the configuration for a server into " + folder, e);
    }
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
