package org.densesiam.trainer.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which build of DenseSiam this is; the Maven build fills it in.
 *
 * @param version such as {@code 0.1.0}
 * @param commit the full id of the git commit it was built from; empty when built outside a
 *     checkout
 * @param dirty whether the checkout had changes that were not committed
 */
public record Build(String version, Optional<String> commit, boolean dirty) {
  private static final String RESOURCE = "build.properties";

  /** Of the running classes. */
  public static Build current() {
    try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + RESOURCE + "; build it with Maven");
      }
      Properties properties = new Properties();
      properties.load(in);
      return parse(properties);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE + " from the jar", e);
    }
  }

  /** The commit's first characters, {@code +changes} when dirty; {@code unknown commit} without. */
  public String describeCommit() {
    return commit
        .map(id -> id.substring(0, 10) + (dirty ? "+changes" : ""))
        .orElse("unknown commit");
  }

  static Build parse(Properties properties) {
    String commit = properties.getProperty("commit", "");
    return new Build(
        properties.getProperty("version", "unknown"),
        // Outside a checkout Maven leaves the placeholder as it is.
        commit.matches("[0-9a-f]{40}") ? Optional.of(commit) : Optional.empty(),
        Boolean.parseBoolean(properties.getProperty("dirty")));
  }
}
