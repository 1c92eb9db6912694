package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.export.savedmodel.InferenceGraph;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.export.savedmodel.SavedModelFiles;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.export.serving.ServingConfig;
import org.densesiam.export.serving.WarmUp;
import org.densesiam.model.scope.VariableStore;
import org.tensorflow.op.Ops;

/** A network that is written as a SavedModel, with the weights of a checkpoint. */
public sealed interface NetworkExport permits BackboneExport, SegmenterExport {

  /** Side of the square that encoded images are stretched to, in pixels. */
  int encodedSidePx();

  /**
   * Adds the network and all that its signatures need.
   *
   * @param store empty; gets the variables
   */
  ImmutableList<ServingSignature> signatures(Ops tf, VariableStore store);

  /** Texts that belong into {@code assets.extra/} whoever exports, by plain file names. */
  default ImmutableMap<String, String> assets() {
    return ImmutableMap.of();
  }

  /**
   * Writes one version of a model, whole or not at all, and its view in {@link
   * ModelFolder#batched}.
   *
   * @param checkpoint path of the checkpoint without {@code .index}; may hold more than the model
   * @param target where the versions of the model are
   * @param version at least 1, not there yet
   * @param extra texts that travel along in {@code assets.extra/}, by plain file names: how the
   *     model was made
   * @return the version's folder
   * @throws IllegalArgumentException if there is no such checkpoint, if it does not fit the model,
   *     or if the version is there already
   * @throws java.io.UncheckedIOException if a file cannot be written
   */
  default Path write(
      Path checkpoint, ModelFolder target, long version, ImmutableMap<String, String> extra) {
    Path index = checkpoint.resolveSibling(checkpoint.getFileName() + ".index");
    checkArgument(Files.isRegularFile(index), "no checkpoint %s: %s is missing", checkpoint, index);
    ImmutableMap<String, String> texts =
        ImmutableMap.<String, String>builder().putAll(assets()).putAll(extra).buildOrThrow();
    return target.publish(
        version,
        folder -> {
          try (InferenceGraph graph = InferenceGraph.build(this::signatures)) {
            graph.restore(checkpoint);
            SavedModelFiles.write(graph, folder, texts);
            writeWarmUp(folder, target.name(), graph.signatures());
            target.batched().republish(version, view -> writeBatched(graph, target, folder, view));
          }
        });
  }

  private void writeBatched(InferenceGraph graph, ModelFolder target, Path whole, Path view) {
    List<ServingSignature> stacking =
        graph.signatures().stream().filter(ServingSignature::stacks).toList();
    SavedModelFiles.writeView(graph, view, stacking, whole);
    writeWarmUp(view, target.name() + "-batched", stacking);
    try {
      Files.writeString(view.resolve("batching_params.pbtxt"), ServingConfig.batching());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write below " + view, e);
    }
  }

  private void writeWarmUp(Path folder, String served, List<ServingSignature> signatures) {
    Path file = folder.resolve("assets.extra").resolve(WarmUp.FILE);
    WarmUp.write(file, served, signatures, encodedSidePx());
  }
}
