package org.densesiam.data.shard;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;

/** Reads {@link Manifest}s and refuses those of another version. */
public final class Manifests {
  private Manifests() {}

  public static Manifest read(Path file) {
    int version = Json.read(file, Version.class).formatVersion();
    checkArgument(
        version == Manifest.FORMAT_VERSION,
        "%s has format version %s, expected %s; import the images again with this version of DenseSiam",
        file,
        version,
        Manifest.FORMAT_VERSION);
    return Json.read(file, Manifest.class);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Version(int formatVersion) {}
}
