package org.densesiam.model.scope;

import static com.google.common.base.Preconditions.checkNotNull;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.types.family.TType;

/**
 * One float32 resource variable of a graph, under its dotted name.
 *
 * <p>The name is the interchange format: {@code backbone.layer1.0.conv1.weight} is the same tensor
 * here, in a checkpoint, in torchvision and in the released code (but for the layout: ours is
 * HWIO).
 */
public final class Variable {

  /** What a variable is for. */
  public enum Kind {
    /** Learned by the optimiser. */
    WEIGHT,
    /** Running statistic of a batch norm, updated by the forward pass. */
    STATISTIC,
    /** Neither learned nor moved by the forward pass: set between epochs. */
    KEPT,
    /** State of the optimiser beside a weight. */
    SLOT
  }

  /** Which learning rate a weight follows (method.md section 5). */
  public enum Group {
    /** The schedule's. */
    BODY,
    /** The schedule's, times a factor of their own: a backbone that is adapted to a task. */
    BACKBONE,
    /** The initial rate, where the recipe says that predictors keep it. */
    PREDICTOR
  }

  private final String name;
  private final Shape shape;
  private final Kind kind;
  private final Group group;
  private final Operand<? extends TType> handle;
  private final Op initializer;

  Variable(
      String name,
      Shape shape,
      Kind kind,
      Group group,
      Operand<? extends TType> handle,
      Op initializer) {
    this.name = checkNotNull(name);
    this.shape = checkNotNull(shape);
    this.kind = checkNotNull(kind);
    this.group = checkNotNull(group);
    this.handle = checkNotNull(handle);
    this.initializer = checkNotNull(initializer);
  }

  /** Dotted name, unique in its graph. */
  public String name() {
    return name;
  }

  /** The name as an operation may have it: without slashes, which only scopes may have. */
  public String operationName() {
    return name.replace('/', '_');
  }

  /** Static shape, every dimension known. */
  public Shape shape() {
    return shape;
  }

  public Kind kind() {
    return kind;
  }

  public Group group() {
    return group;
  }

  /** Scalar resource handle. Fetch a read of it, never the handle. */
  public Operand<? extends TType> handle() {
    return handle;
  }

  /** Assigns the initial value. */
  public Op initializer() {
    return initializer;
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
