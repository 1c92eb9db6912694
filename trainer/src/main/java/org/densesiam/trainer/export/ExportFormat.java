package org.densesiam.trainer.export;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.export.savedmodel.ModelFolder;

/** As what a version of a model is written. */
public enum ExportFormat {
  /** For TensorFlow Serving, Python and {@code densesiam predict}. */
  SAVED_MODEL("saved_model.pb"),
  /** For PyTorch: {@code backbone.safetensors} under torchvision's names. */
  SAFETENSORS("backbone.safetensors"),
  /** For {@code tf.train.load_checkpoint}: variables under our names and in our layouts. */
  TF_CHECKPOINT("backbone.index");

  private final String file;

  ExportFormat(String file) {
    this.file = file;
  }

  /**
   * Fails unless all versions of a model are of this format: a server that polls the folder would
   * stumble over another.
   *
   * @throws IllegalArgumentException if one is not
   */
  void checkFits(ModelFolder model) {
    for (long version : model.versions()) {
      Path folder = model.path().resolve(Long.toString(version));
      for (ExportFormat other : values()) {
        checkArgument(
            other == this || !Files.exists(folder.resolve(other.file)),
            "%s is written as %s, and a server that polls a folder expects one format in it: name"
                + " another folder than %s for %s",
            folder,
            other,
            model.path(),
            this);
      }
    }
  }

  /** As on the command line: {@code saved-model}. */
  @Override
  public String toString() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }
}
