package org.densesiam.trainer.predict;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import org.densesiam.trainer.predict.PredictionOptions.What;

/**
 * What became of a folder.
 *
 * @param what was written
 * @param written images with results
 * @param failed images without
 * @param out where the results are; {@code failed.tsv} there lists the failed ones
 * @param elapsed from the first image to the last
 */
public record PredictionSummary(
    What what, int written, ImmutableList<Failed> failed, Path out, Duration elapsed) {

  /**
   * An image that could not be read or decoded.
   *
   * @param name relative to the folder
   * @param reason one line
   */
  public record Failed(String name, String reason) {}
}
