package org.densesiam.model.scope;

import org.tensorflow.ndarray.Shape;

/** Where in the tree of names a layer makes its variables. Immutable. */
public final class ModelScope {
  private final VariableStore store;
  private final String prefix;
  private final Variable.Group group;

  private ModelScope(VariableStore store, String prefix, Variable.Group group) {
    this.store = store;
    this.prefix = prefix;
    this.group = group;
  }

  /** The root, whose variables follow the schedule's learning rate. */
  public static ModelScope root(VariableStore store) {
    return new ModelScope(store, "", Variable.Group.BODY);
  }

  /** {@code name} below this scope: {@code layer1} then {@code 0} gives {@code layer1.0}. */
  public ModelScope child(String name) {
    return new ModelScope(store, prefix + name + ".", group);
  }

  /** The same place; variables made from here on follow the backbone's learning rate. */
  public ModelScope ofBackbone() {
    return new ModelScope(store, prefix, Variable.Group.BACKBONE);
  }

  /** The same place; variables made from here on follow the predictors' learning rate. */
  public ModelScope ofPredictor() {
    return new ModelScope(store, prefix, Variable.Group.PREDICTOR);
  }

  /** Makes a weight, which the optimiser learns. */
  public Variable weight(String name, Shape shape, Initializer initializer) {
    return store.create(prefix + name, shape, Variable.Kind.WEIGHT, group, initializer);
  }

  /** Makes a running statistic, which the forward pass updates. */
  public Variable statistic(String name, Shape shape, Initializer initializer) {
    return store.create(prefix + name, shape, Variable.Kind.STATISTIC, group, initializer);
  }
}
