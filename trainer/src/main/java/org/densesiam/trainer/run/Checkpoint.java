package org.densesiam.trainer.run;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Longs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.weights.WeightFit;
import org.tensorflow.ndarray.Shape;

/**
 * One complete checkpoint: a folder with the variables in TensorFlow's V2 format, which {@code
 * tf.train.load_checkpoint} reads, and {@code checkpoint.json}, which is this.
 *
 * @param position how far the run had come
 * @param network the backbone's name, for people
 * @param variables shape of every variable and slot, by name
 * @param sha256 of the checkpoint's files, by name, in hexadecimal; empty before it is written, and
 *     in checkpoints of earlier versions
 */
public record Checkpoint(
    TrainingPosition position,
    String network,
    ImmutableMap<String, List<Long>> variables,
    Optional<ImmutableMap<String, String>> sha256) {

  public Checkpoint {
    requireNonNull(position, "position");
    requireNonNull(network, "network");
    requireNonNull(variables, "variables");
  }

  /** What a checkpoint of these variables says of itself. */
  public static Checkpoint of(
      TrainingPosition position, BackboneConfig backbone, List<Variable> variables) {
    return new Checkpoint(
        position,
        "%s of width %s".formatted(backbone.depth(), backbone.width()),
        WeightFit.shapes(variables).entrySet().stream()
            .collect(
                ImmutableMap.toImmutableMap(
                    Map.Entry::getKey, shape -> Longs.asList(shape.getValue().asArray()))),
        Optional.empty());
  }

  /** The same with the SHA-256 of its files. */
  Checkpoint withSha256(ImmutableMap<String, String> sums) {
    return new Checkpoint(position, network, variables, Optional.of(sums));
  }

  /** The same without the SHA-256 of its files. */
  Checkpoint withoutSha256() {
    return new Checkpoint(position, network, variables, Optional.empty());
  }

  /** Prefix of the variables' files in a checkpoint's folder. */
  public static Path prefix(Path folder) {
    return folder.resolve("variables");
  }

  /** Shape of every variable and slot, by name. */
  public ImmutableMap<String, Shape> shapes() {
    return variables.entrySet().stream()
        .collect(
            ImmutableMap.toImmutableMap(
                Map.Entry::getKey, variable -> Shape.of(Longs.toArray(variable.getValue()))));
  }

  /**
   * Fails unless the checkpoint has every one of {@code wanted}, in its shape, and no other.
   *
   * @param folder of the checkpoint, for the message
   * @throws IllegalArgumentException naming the first three that differ
   */
  public void checkFits(Path folder, List<Variable> wanted) {
    WeightFit.checkExact(
        "Checkpoint " + folder,
        shapes(),
        WeightFit.shapes(wanted),
        "use the configuration that the run was begun with, or start another run");
  }
}
