package org.densesiam.trainer.run;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.densesiam.model.scope.Variable;

/**
 * One complete checkpoint: a folder with the variables in TensorFlow's V2 format, which {@code
 * tf.train.load_checkpoint} reads, and {@code checkpoint.json}, which is this.
 *
 * @param position how far the run had come
 * @param network the backbone's name, for messages
 * @param variables shape of every variable and slot, by name
 */
public record Checkpoint(
    TrainingPosition position, String network, ImmutableMap<String, List<Long>> variables) {

  /** Prefix of the variables' files in a checkpoint's folder. */
  public static Path prefix(Path folder) {
    return folder.resolve("variables");
  }

  /** Name to shape. */
  static ImmutableMap<String, List<Long>> shapes(List<Variable> variables) {
    return variables.stream()
        .collect(ImmutableMap.toImmutableMap(Variable::name, Checkpoint::shapeOf));
  }

  private static List<Long> shapeOf(Variable variable) {
    return Arrays.stream(variable.shape().asArray()).boxed().toList();
  }

  /**
   * Fails unless the checkpoint has every one of {@code wanted}, in its shape.
   *
   * @param wantedNetwork of the model that wants them, for the message
   * @throws IllegalArgumentException naming the first three that differ
   */
  public void checkHas(Path folder, List<Variable> wanted, String wantedNetwork) {
    List<String> wrong =
        shapes(wanted).entrySet().stream()
            .filter(entry -> !entry.getValue().equals(variables.get(entry.getKey())))
            .map(this::difference)
            .toList();
    if (wrong.isEmpty()) {
      return;
    }
    throw new IllegalArgumentException(
        "Checkpoint %s does not fit the model: %s%s. It was written with %s, this model is %s; use"
                .formatted(
                    folder,
                    Joiner.on("; ").join(wrong.stream().limit(3).toList()),
                    wrong.size() > 3 ? "; and " + (wrong.size() - 3) + " more" : "",
                    network,
                    wantedNetwork)
            + " the configuration in the run's config.yaml, or start another run");
  }

  private String difference(Map.Entry<String, List<Long>> wanted) {
    List<Long> found = variables.get(wanted.getKey());
    return found == null
        ? "it has no variable \"%s\" %s".formatted(wanted.getKey(), wanted.getValue())
        : "variable \"%s\" is %s there and %s here"
            .formatted(wanted.getKey(), found, wanted.getValue());
  }
}
