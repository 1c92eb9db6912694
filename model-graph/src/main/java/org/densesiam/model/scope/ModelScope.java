package org.densesiam.model.scope;

import org.tensorflow.ndarray.Shape;

/** Where in the tree of names a layer makes its variables. Immutable. */
public final class ModelScope {
  private final VariableStore store;
  private final String prefix;
  private final Variable.Group group;
  private final boolean keeping;

  private ModelScope(VariableStore store, String prefix, Variable.Group group, boolean keeping) {
    this.store = store;
    this.prefix = prefix;
    this.group = group;
    this.keeping = keeping;
  }

  /** The root, whose variables follow the schedule's learning rate. */
  public static ModelScope root(VariableStore store) {
    return new ModelScope(store, "", Variable.Group.BODY, false);
  }

  /** {@code name} below this scope: {@code layer1} then {@code 0} gives {@code layer1.0}. */
  public ModelScope child(String name) {
    return new ModelScope(store, prefix + name + ".", group, keeping);
  }

  /** The same place; variables made from here on follow the backbone's learning rate. */
  public ModelScope ofBackbone() {
    return new ModelScope(store, prefix, Variable.Group.BACKBONE, keeping);
  }

  /** The same place; variables made from here on follow the predictors' learning rate. */
  public ModelScope ofPredictor() {
    return new ModelScope(store, prefix, Variable.Group.PREDICTOR, keeping);
  }

  /**
   * The same place; whatever is made from here on is only kept: no optimiser learns a weight, no
   * forward pass moves a statistic.
   */
  public ModelScope ofKept() {
    return new ModelScope(store, prefix, group, true);
  }

  /** Makes a weight, which the optimiser learns. */
  public Variable weight(String name, Shape shape, Initializer initializer) {
    return create(name, shape, Variable.Kind.WEIGHT, initializer);
  }

  /** Makes a running statistic, which the forward pass updates. */
  public Variable statistic(String name, Shape shape, Initializer initializer) {
    return create(name, shape, Variable.Kind.STATISTIC, initializer);
  }

  private Variable create(String name, Shape shape, Variable.Kind kind, Initializer initializer) {
    return store.create(
        prefix + name, shape, keeping ? Variable.Kind.KEPT : kind, group, initializer);
  }
}
