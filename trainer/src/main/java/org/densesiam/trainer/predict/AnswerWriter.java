package org.densesiam.trainer.predict;

import java.util.List;
import org.densesiam.export.predict.Outputs;

/** Turns a model's answers into files. */
interface AnswerWriter {
  /** Outputs that the model is asked for. */
  List<String> outputs();

  /** What a photo's files are called after its stem, such as {@code .labels.png}. */
  List<String> endings();

  /**
   * Writes the answers of one call, one for each photo, in their order.
   *
   * @throws java.io.UncheckedIOException if a file cannot be written
   */
  void write(List<PhotoFolder.Photo> photos, Outputs answers);

  /** Writes what had to wait for the last call. */
  void finish();
}
