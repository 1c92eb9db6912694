package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.densesiam.export.savedmodel.InferenceGraph;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.export.savedmodel.SavedModelFiles;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.export.serving.WarmUp;
import org.densesiam.model.scope.VariableStore;
import org.tensorflow.op.Ops;

/** One version of a model, from a checkpoint: a graph of inference, weights, what goes along. */
final class ModelVersion {
  private ModelVersion() {}

  /** As {@link BackboneExport#write} and {@link SegmenterExport#write} say. */
  static Path write(
      BiFunction<Ops, VariableStore, ImmutableList<ServingSignature>> signatures,
      int sidePx,
      Path checkpoint,
      ModelFolder target,
      long version,
      ImmutableMap<String, String> extra) {
    Path index = checkpoint.resolveSibling(checkpoint.getFileName() + ".index");
    checkArgument(Files.isRegularFile(index), "no checkpoint %s: %s is missing", checkpoint, index);
    return target.publish(
        version,
        folder -> {
          try (InferenceGraph graph = InferenceGraph.build(signatures)) {
            graph.restore(checkpoint);
            SavedModelFiles.write(graph, folder, extra);
            WarmUp.write(
                folder.resolve("assets.extra").resolve(WarmUp.FILE),
                target.name(),
                graph.signatures(),
                sidePx);
          }
        });
  }
}
