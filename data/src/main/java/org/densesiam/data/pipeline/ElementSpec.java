package org.densesiam.data.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Operands;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/** Types and shapes of the components of a data set's elements, as TensorFlow wants them said. */
record ElementSpec(ImmutableList<Class<? extends TType>> types, ImmutableList<Shape> shapes) {

  /** Elements of one component. */
  static ElementSpec of(Class<? extends TType> type, Shape shape) {
    return new ElementSpec(ImmutableList.of(type), ImmutableList.of(shape));
  }

  /** These components, then one more. */
  ElementSpec and(Class<? extends TType> type, Shape shape) {
    return new ElementSpec(
        ImmutableList.<Class<? extends TType>>builder().addAll(types).add(type).build(),
        ImmutableList.<Shape>builder().addAll(shapes).add(shape).build());
  }

  /** The types as the raw operations want them. */
  DataType[] dataTypes() {
    return Operands.toDataTypes(types);
  }

  /** {@code count} of such elements put together. */
  ElementSpec batched(int count) {
    return new ElementSpec(
        types, shapes.stream().map(shape -> shape.prepend(count)).collect(toImmutableList()));
  }
}
