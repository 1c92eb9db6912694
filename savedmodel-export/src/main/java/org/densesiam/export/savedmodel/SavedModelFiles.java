package org.densesiam.export.savedmodel;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.densesiam.data.TensorFlowMessage;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.SavedModel;

/**
 * Writes a graph as a SavedModel: {@code saved_model.pb}, {@code variables/}, and files that travel
 * along in {@code assets.extra/}.
 *
 * <p>Files of our own, since {@code SavedModelBundle.exporter} writes nothing for resource
 * variables, without an error.
 */
public final class SavedModelFiles {
  private static final int SCHEMA_VERSION = 1;

  private SavedModelFiles() {}

  /**
   * Writes the model.
   *
   * @param folder empty; see {@link ModelFolder#publish} for how it becomes a version
   * @param extra texts of the files in {@code assets.extra/} by their names, which are plain
   * @throws UncheckedIOException if a file cannot be written
   */
  public static void write(InferenceGraph graph, Path folder, ImmutableMap<String, String> extra) {
    try {
      writeVariables(graph, folder.resolve("variables"));
      writeGraph(graph, folder, graph.signatures());
      writeExtra(extra, folder.resolve("assets.extra"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a SavedModel below " + folder, e);
    }
  }

  /**
   * Writes a model of the same graph and weights that has some of the signatures only.
   *
   * @param folder empty
   * @param signatures some of the graph's
   * @param whole what {@link #write} wrote; the files of the weights are shared with it where the
   *     file system can
   * @throws UncheckedIOException if a file cannot be written
   */
  public static void writeView(
      InferenceGraph graph, Path folder, List<ServingSignature> signatures, Path whole) {
    try {
      Path variables = Files.createDirectory(folder.resolve("variables"));
      try (DirectoryStream<Path> files = Files.newDirectoryStream(whole.resolve("variables"))) {
        for (Path file : files) {
          linkOrCopy(file, variables.resolve(file.getFileName()));
        }
      }
      writeGraph(graph, folder, signatures);
      writeExtra(ImmutableMap.of(), folder.resolve("assets.extra"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a SavedModel below " + folder, e);
    }
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (IOException | UnsupportedOperationException e) { // a file system without links
      Files.copy(from, to);
    }
  }

  private static void writeGraph(
      InferenceGraph graph, Path folder, List<ServingSignature> signatures) throws IOException {
    SavedModel model =
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(SCHEMA_VERSION)
            .addMetaGraphs(graph.metaGraph(signatures))
            .build();
    writeProto(model, folder.resolve("saved_model.pb"));
  }

  private static void writeVariables(InferenceGraph graph, Path folder) throws IOException {
    Files.createDirectory(folder);
    try {
      graph.save(folder.resolve("variables"));
    } catch (TFResourceExhaustedException e) { // a message of many lines about memory
      throw new IOException("the variables do not fit: no space left on the device", e);
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      throw new IOException(
          "the variables were not written: " + TensorFlowMessage.firstLine(e, "no reason given"),
          e);
    }
  }

  private static void writeProto(SavedModel model, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.useDeterministicSerialization(); // maps in order: the same model, the same bytes
      model.writeTo(coded);
      coded.flush();
    }
  }

  private static void writeExtra(ImmutableMap<String, String> extra, Path folder)
      throws IOException {
    Files.createDirectory(folder);
    for (Map.Entry<String, String> file : extra.entrySet()) {
      String name = file.getKey();
      checkArgument(
          Path.of(name).getNameCount() == 1 && !Path.of(name).isAbsolute() && !name.contains(".."),
          "an extra file needs a plain name: \"%s\"",
          name);
      Files.writeString(folder.resolve(name), file.getValue());
    }
  }
}
