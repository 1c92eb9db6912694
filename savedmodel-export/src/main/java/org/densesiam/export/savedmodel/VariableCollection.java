package org.densesiam.export.savedmodel;

import static com.google.common.base.Preconditions.checkState;

import java.util.List;
import org.densesiam.model.scope.Variable;
import org.tensorflow.GraphOperation;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.VariableAggregation;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.proto.VariableSynchronization;

/**
 * The collections by which Python finds a graph's variables: without them {@code
 * tf.saved_model.load(dir).variables} is empty, and nothing can be fine-tuned.
 */
final class VariableCollection {
  private static final String ALL = "variables";
  private static final String TRAINABLE = "trainable_variables";

  private VariableCollection() {}

  static void addTo(MetaGraphDef.Builder metaGraph, List<Variable> variables) {
    CollectionDef.BytesList.Builder all = CollectionDef.BytesList.newBuilder();
    CollectionDef.BytesList.Builder trainable = CollectionDef.BytesList.newBuilder();
    for (Variable variable : variables) {
      VariableDef proto = define(variable);
      all.addValue(proto.toByteString());
      if (proto.getTrainable()) {
        trainable.addValue(proto.toByteString());
      }
    }
    metaGraph.putCollectionDef(ALL, CollectionDef.newBuilder().setBytesList(all).build());
    metaGraph.putCollectionDef(
        TRAINABLE, CollectionDef.newBuilder().setBytesList(trainable).build());
  }

  private static VariableDef define(Variable variable) {
    GraphOperation initializer = (GraphOperation) variable.initializer().op();
    return VariableDef.newBuilder()
        .setVariableName(ServingSignature.TensorNames.of(variable.handle().asOutput()))
        .setInitializerName(initializer.name())
        .setInitialValueName(
            ServingSignature.TensorNames.of(initializer.input(1))) // of AssignVariableOp: the value
        .setSnapshotName(snapshot(variable))
        .setIsResource(true)
        .setTrainable(variable.kind() == Variable.Kind.WEIGHT)
        .setSynchronization(VariableSynchronization.VARIABLE_SYNCHRONIZATION_AUTO)
        .setAggregation(VariableAggregation.VARIABLE_AGGREGATION_NONE)
        .build();
  }

  /** A read of the variable; which one does not matter, the first by name is always the same. */
  private static String snapshot(Variable variable) {
    GraphOperation handle = (GraphOperation) variable.handle().op();
    String read =
        handle.consumers().stream()
            .filter(consumer -> consumer.type().equals("ReadVariableOp"))
            .map(GraphOperation::name)
            .min(String::compareTo)
            .orElse("");
    checkState(!read.isEmpty(), "nothing reads variable %s", variable);
    return read + ":0";
  }
}
