package org.densesiam.data.prepare;

import java.nio.file.Path;
import org.densesiam.data.shard.Manifest;

/**
 * A finished import.
 *
 * @param folder where the shards are
 * @param manifest what they hold, what was rejected and repaired
 * @param keptShards shards that an earlier run had finished
 * @param ignoredFiles files of the source that are not named as pictures
 */
public record ImportSummary(Path folder, Manifest manifest, int keptShards, int ignoredFiles) {
  /** The list of images left out, with reasons. */
  public Path rejectedFile() {
    return folder.resolve(RejectedFile.FILE_NAME);
  }

  /** Images left out. */
  public int rejected() {
    return manifest.rejected().values().stream().mapToInt(Integer::intValue).sum();
  }
}
