package org.densesiam.trainer.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.densesiam.export.weights.TorchWeights;
import org.densesiam.model.weights.CheckpointArrays;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.SafeTensors;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.RunDirectory;
import org.tensorflow.ndarray.Shape;

/**
 * Weights wherever a user points: a run, whose newest checkpoint is meant, one checkpoint's folder,
 * or a {@code .safetensors} file under torchvision's or the released code's names.
 *
 * <p>What comes out has our names and layouts.
 */
public final class WeightSource {
  private static final String BACKBONE = "backbone.";

  private final Path path;

  private WeightSource(Path path) {
    this.path = path;
  }

  /**
   * The weights at {@code path}, not looked into yet.
   *
   * @throws IllegalArgumentException if there is nothing
   */
  public static WeightSource at(Path path) {
    checkArgument(Files.exists(path), "no weights at %s; name a run or a .safetensors file", path);
    return new WeightSource(path);
  }

  /**
   * The backbone, all names below {@code backbone.}.
   *
   * @throws IllegalArgumentException if it cannot be read, such as from a run without a checkpoint
   */
  public NamedArrays backbone() {
    return Files.isDirectory(path)
        ? checkpoint(name -> name.startsWith(BACKBONE))
        : TorchWeights.backbone(SafeTensors.open(path));
  }

  /**
   * All weights and running statistics; no state of an optimiser.
   *
   * @throws IllegalArgumentException as {@link #backbone} does
   */
  public NamedArrays network() {
    return Files.isDirectory(path)
        ? checkpoint(name -> true)
        : TorchWeights.network(SafeTensors.open(path));
  }

  /**
   * All that a network of another job can start from: what a run's checkpoint holds, or the
   * backbone of a {@code .safetensors} file under torchvision's names.
   *
   * @throws IllegalArgumentException as {@link #backbone} does
   */
  public NamedArrays start() {
    return Files.isDirectory(path) ? network() : backbone();
  }

  private NamedArrays checkpoint(Predicate<String> wanted) {
    Path folder =
        CheckpointStore.isCheckpoint(path)
            ? CheckpointStore.whole(path)
            : RunDirectory.open(path).newestCheckpoint();
    Map<String, Shape> shapes =
        Maps.filterKeys(
            CheckpointStore.describe(folder).shapes(),
            name -> !name.contains("/") && wanted.test(name)); // x/momentum is a slot
    return CheckpointArrays.read(
        "checkpoint " + folder, Checkpoint.prefix(folder), ImmutableMap.copyOf(shapes));
  }
}
