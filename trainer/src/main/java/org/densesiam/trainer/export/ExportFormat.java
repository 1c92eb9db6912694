package org.densesiam.trainer.export;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.trainer.config.Spelling;

/** As what a version of a model is written. */
public enum ExportFormat {
  /** For TensorFlow Serving, Python and {@code densesiam predict}. */
  SAVED_MODEL("saved_model.pb"),
  /**
   * For PyTorch: a backbone under torchvision's names, {@code backbone.safetensors}, a segmenter
   * with its heads under the released code's, {@code segmenter.safetensors}.
   */
  SAFETENSORS("backbone.safetensors", "segmenter.safetensors"),
  /** For {@code tf.train.load_checkpoint}: variables under our names and in our layouts. */
  TF_CHECKPOINT("backbone.index", "segmenter.index");

  private final ImmutableList<String> files;

  ExportFormat(String... files) {
    this.files = ImmutableList.copyOf(files);
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
            other == this
                || other.files.stream().noneMatch(file -> Files.exists(folder.resolve(file))),
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
    return Spelling.of(this);
  }
}
