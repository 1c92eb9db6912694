package org.densesiam.export.predict;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The files of a SavedModel's weights. TensorFlow loads a graph without them, says nothing, and
 * fails when it is run.
 *
 * @param folder of the SavedModel
 * @param index whether {@code variables/variables.index} is there
 * @param data whether a {@code variables/variables.data-*} is there
 */
record VariableFiles(Path folder, boolean index, boolean data) {
  private static final ImmutableSet<String> VARIABLE_OPS =
      ImmutableSet.of("VarHandleOp", "VariableV2");

  static VariableFiles in(Path folder) {
    Path variables = folder.resolve("variables");
    if (!Files.isDirectory(variables)) {
      return new VariableFiles(folder, false, false);
    }
    try (DirectoryStream<Path> data = Files.newDirectoryStream(variables, "variables.data-*")) {
      return new VariableFiles(
          folder,
          Files.isRegularFile(variables.resolve("variables.index")),
          data.iterator().hasNext());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + variables, e);
    }
  }

  /** Fails if one kind of file is there without the other. */
  void checkNotHalf() {
    check(index == data);
  }

  /** Fails if a graph has variables and a file is not there. */
  void checkThereFor(GraphDef graph) {
    check((index && data) || nodes(graph).noneMatch(node -> VARIABLE_OPS.contains(node.getOp())));
  }

  private static Stream<NodeDef> nodes(GraphDef graph) {
    return Stream.concat(
        graph.getNodeList().stream(),
        graph.getLibrary().getFunctionList().stream()
            .flatMap(function -> function.getNodeDefList().stream()));
  }

  private void check(boolean whole) {
    checkArgument(
        whole,
        "%s has no weights: %s is missing in %s; copy the whole folder again, or export again",
        folder,
        index
            ? "variables.data-*"
            : data ? "variables.index" : "variables.index and variables.data-*",
        folder.resolve("variables"));
  }
}
