package org.densesiam.data.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.data.DatasetOptions.AutotuneOptions;
import org.tensorflow.proto.data.DatasetOptions.Options;
import org.tensorflow.types.family.TType;

/**
 * Goes through a data set, as often as it is started.
 *
 * <p>Without TensorFlow's tuning in the background: every number that it could tune is given, and
 * starting over waits for the tuner to finish its thought, up to seconds an epoch.
 *
 * @param start starts, or starts over; to be run before {@code next}
 * @param next the components of the next element, each time they are run
 */
record DatasetIterator(Op start, ImmutableList<Output<?>> next) {
  /** A serialised message: four bytes below 128, so that it can pass for a string. */
  private static final String OPTIONS =
      new String(
          Options.newBuilder()
              .setAutotuneOptions(AutotuneOptions.newBuilder().setEnabled(false))
              .build()
              .toByteArray(),
          US_ASCII);

  /** Adds an iterator over {@code dataset}, on the device of {@code tf}. */
  static DatasetIterator over(Ops tf, Operand<? extends TType> dataset, ElementSpec element) {
    Operand<? extends TType> iterator = tf.data.iterator("", "", element.types(), element.shapes());
    Operand<? extends TType> asGiven =
        tf.data.optionsDataset(dataset, OPTIONS, element.types(), element.shapes());
    return new DatasetIterator(
        tf.data.makeIterator(asGiven, iterator),
        ImmutableList.copyOf(
            tf.data.iteratorGetNext(iterator, element.types(), element.shapes()).components()));
  }
}
