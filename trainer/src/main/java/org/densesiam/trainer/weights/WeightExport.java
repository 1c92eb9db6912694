package org.densesiam.trainer.weights;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.SafeTensors;

/** Writes weights for PyTorch. */
public final class WeightExport {
  private WeightExport() {}

  /**
   * Writes a {@code .safetensors} file: whole or not at all, an existing one is replaced.
   *
   * @param metadata texts that travel along
   * @return how many variables it holds
   * @throws IllegalArgumentException if the source cannot be read
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static int write(
      WeightSource source, NetworkPart part, Path file, ImmutableMap<String, String> metadata) {
    NamedArrays torch = part.toTorch(part.of(source));
    SafeTensors.write(
        file,
        torch,
        ImmutableMap.<String, String>builder()
            .put("format", "pt") // who laid it out: libraries that load it ask
            .putAll(metadata)
            .buildOrThrow());
    return torch.shapes().size();
  }
}
