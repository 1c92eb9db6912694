package org.densesiam.export.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TFloat32;

/** What TensorFlow Serving and Python look for in the files. */
final class SavedModelFilesTest {
  @TempDir private Path folder;

  /** {@code y = x * scale + mean}, beside a head and a placeholder that nothing asks for. */
  private static ImmutableList<ServingSignature> affine(Ops tf, VariableStore store) {
    Variable scale = variable(store, "scale", Variable.Kind.WEIGHT);
    Variable mean = variable(store, "running_mean", Variable.Kind.STATISTIC);
    Variable head = variable(store, "head", Variable.Kind.WEIGHT);
    Placeholder<TFloat32> x =
        tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
    Placeholder<TFloat32> unused = tf.withName("unused").placeholder(TFloat32.class);
    Operand<TFloat32> y = tf.math.add(tf.math.mul(x, read(tf, scale)), read(tf, mean));
    tf.withName("unused_head").math.mul(unused, read(tf, head));
    return ImmutableList.of(
        new ServingSignature(
            ServingSignature.DEFAULT, ImmutableMap.of("x", x), ImmutableMap.of("y", y)));
  }

  private static Variable variable(VariableStore store, String name, Variable.Kind kind) {
    return store.create(name, Shape.of(2), kind, Variable.Group.BODY, Initializer.ones());
  }

  private static Operand<TFloat32> read(Ops tf, Variable variable) {
    return tf.readVariableOp(variable.handle(), TFloat32.class);
  }

  private MetaGraphDef written() throws IOException {
    try (InferenceGraph graph = InferenceGraph.build(SavedModelFilesTest::affine)) {
      graph.variables().forEach(v -> graph.session().run(v.initializer()));
      SavedModelFiles.write(graph, folder, ImmutableMap.of("a.json", "{}"));
    }
    try (InputStream in = Files.newInputStream(folder.resolve("saved_model.pb"))) {
      SavedModel model = SavedModel.parseFrom(in);
      assertThat(model.getSavedModelSchemaVersion()).isEqualTo(1);
      assertThat(model.getMetaGraphsCount()).isEqualTo(1);
      return model.getMetaGraphs(0);
    }
  }

  @Test
  void write_layout_isThatOfASavedModel() throws IOException {
    written();
    assertThat(folder.resolve("variables/variables.index")).isNotEmptyFile();
    assertThat(folder.resolve("variables/variables.data-00000-of-00001")).isNotEmptyFile();
    assertThat(folder.resolve("assets.extra/a.json")).hasContent("{}");
  }

  @Test
  void metaGraph_isTaggedServe_andSignaturesHaveThePredictMethodAndTensorsThatResolve()
      throws IOException {
    MetaGraphDef graph = written();
    Set<String> nodes = new HashSet<>();
    graph.getGraphDef().getNodeList().forEach(node -> nodes.add(node.getName()));
    assertThat(graph.getMetaInfoDef().getTagsList()).containsExactly("serve");
    assertThat(graph.getSignatureDefMap().keySet()).containsExactly("serving_default");
    for (SignatureDef signature : graph.getSignatureDefMap().values()) {
      assertThat(signature.getMethodName()).isEqualTo("tensorflow/serving/predict");
      for (TensorInfo tensor : signature.getInputsMap().values()) {
        assertThat(nodes).contains(tensor.getName().replace(":0", ""));
        assertThat(tensor.getTensorShape().getDim(0).getSize()).as("free batch").isEqualTo(-1);
      }
      for (TensorInfo tensor : signature.getOutputsMap().values()) {
        assertThat(nodes).contains(tensor.getName().replace(":0", ""));
      }
    }
    assertThat(nodes)
        .contains(
            graph.getSaverDef().getFilenameTensorName().replace(":0", ""),
            graph.getSaverDef().getSaveTensorName().replace(":0", ""),
            graph.getSaverDef().getRestoreOpName());
  }

  @Test
  void metaGraph_hasNeitherPlaceholdersNorHeadsThatNoSignatureNeeds() throws IOException {
    MetaGraphDef graph = written();
    assertThat(graph.getGraphDef().getNodeList())
        .filteredOn(node -> node.getOp().equals("Placeholder"))
        .extracting(NodeDef::getName)
        .containsExactlyInAnyOrder("x", "save/filename");
    assertThat(graph.getGraphDef().getNodeList())
        .extracting(NodeDef::getName)
        .doesNotContain("head", "unused_head");
  }

  @Test
  void metaGraph_variablesCollection_isHowPythonFindsThem() throws IOException {
    MetaGraphDef graph = written();
    Set<String> nodes = new HashSet<>();
    graph.getGraphDef().getNodeList().forEach(node -> nodes.add(node.getName()));
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (var bytes : graph.getCollectionDefOrThrow("variables").getBytesList().getValueList()) {
      VariableDef variable = VariableDef.parseFrom(bytes);
      names.add(variable.getVariableName() + " " + variable.getTrainable());
      assertThat(variable.getIsResource()).isTrue();
      assertThat(nodes)
          .contains(
              variable.getInitializerName(),
              variable.getInitialValueName().replace(":0", ""),
              variable.getSnapshotName().replace(":0", ""));
    }
    assertThat(names.build()).containsExactly("scale:0 true", "running_mean:0 false");
    assertThat(graph.getCollectionDefOrThrow("trainable_variables").getBytesList().getValueCount())
        .isEqualTo(1);
  }

  @Test
  void write_withoutWeights_failsInsteadOfWritingNothing() {
    try (InferenceGraph graph = InferenceGraph.build(SavedModelFilesTest::affine)) {
      assertThatThrownBy(() -> SavedModelFiles.write(graph, folder, ImmutableMap.of()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("Cannot write a SavedModel below " + folder);
    }
  }

  @Test
  void write_extraFileOutsideItsFolder_isRefused() {
    try (InferenceGraph graph = InferenceGraph.build(SavedModelFilesTest::affine)) {
      graph.variables().forEach(v -> graph.session().run(v.initializer()));
      assertThatThrownBy(() -> SavedModelFiles.write(graph, folder, ImmutableMap.of("../a", "")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an extra file needs a plain name: \"../a\"");
    }
  }
}
