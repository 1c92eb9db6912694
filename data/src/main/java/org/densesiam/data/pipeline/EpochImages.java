package org.densesiam.data.pipeline;

import org.densesiam.data.OnCpu;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * The whole images of an epoch, one by one in its order: what the positions of {@link ViewPipeline}
 * stand for, given equal source, shuffle buffer and {@link EpochStart}. For looking at data, not
 * for training.
 *
 * <p>Each run that fetches {@link #position} or {@link #record} goes on by one record. To decode a
 * record, run {@link #image} with the record fed back; it fails on a record without a picture.
 */
public final class EpochImages {
  private final EpochInputs inputs;
  private final Op startIterator;
  private final Output<TInt64> position;
  private final Output<TString> record;
  private final Operand<TUint8> image;

  /** Adds the images to the graph of {@code tf}, on its CPU. */
  public EpochImages(Ops tf, RecordSource source, PipelineConfig config) {
    Ops cpu = OnCpu.of(tf);
    this.inputs = new EpochInputs(cpu, source.files());
    DatasetIterator iterator =
        DatasetIterator.over(
            cpu,
            RecordOrder.dataset(cpu, inputs, source, config.shuffleBufferRecords()),
            RecordOrder.ELEMENT);
    this.startIterator = iterator.start();
    this.position = iterator.next().get(0).expect(TInt64.class);
    this.record = iterator.next().get(1).expect(TString.class);
    this.image = ViewFunction.decode(cpu, record, source.imageKey());
  }

  /** Scalar: the position of the next record. */
  public Operand<TInt64> position() {
    return position;
  }

  /** Scalar: the next record, a serialised {@code tf.train.Example}; may be fed. */
  public Output<TString> record() {
    return record;
  }

  /** {@code [H, W, 3]}, red, green, blue in 0..255: the image in {@link #record}. */
  public Operand<TUint8> image() {
    return image;
  }

  /** Starts, or starts over, at the given epoch and position. */
  public void start(Session session, EpochStart start) {
    inputs.run(session, startIterator, start);
  }
}
