package org.densesiam.data.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.LongStream;
import org.densesiam.data.record.ImageFeatures;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The order of an epoch: every record with its position, before anything is decoded.
 *
 * <p>The files, in the epoch's order, are dealt out to readers that take turns, so that neighbours
 * in files that somebody sorted come apart; a shuffle buffer does the rest. Positions are counted
 * after the shuffle, and those before the start are left out, which costs reading, not decoding.
 *
 * <p>Three operations are built by name, since TensorFlow Java has only their successors: {@code
 * TFRecordDatasetV2} fails when TensorFlow rewrites the data set; {@code ShuffleDatasetV3} and
 * {@code CacheDatasetV2} want a resource.
 */
final class RecordOrder {
  private static final int MAX_READERS = 16;
  private static final long READ_BUFFER_BYTES = 1 << 20;

  private static final ElementSpec RECORD = ElementSpec.of(TString.class, Shape.scalar());
  private static final ElementSpec NUMBER = ElementSpec.of(TInt64.class, Shape.scalar());

  /** Position in the epoch's order, serialised {@code tf.train.Example}. */
  static final ElementSpec ELEMENT = NUMBER.and(TString.class, Shape.scalar());

  private RecordOrder() {}

  /** A data set of {@link #ELEMENT}, in the order and from the position that {@code inputs} say. */
  static Operand<? extends TType> dataset(
      Ops tf, EpochInputs inputs, RecordSource source, int shuffleBufferRecords) {
    Operand<? extends TType> records =
        shuffled(
            tf,
            taken(tf, inputs, source),
            Math.min(shuffleBufferRecords, source.records()),
            inputs.shuffleKeys);
    return tf.data.skipDataset(
        numbered(tf, records), inputs.position, ELEMENT.types(), ELEMENT.shapes());
  }

  private static Operand<? extends TType> numbered(Ops tf, Operand<? extends TType> records) {
    Operand<? extends TType> positions =
        tf.data.rangeDataset(
            tf.constant(0L),
            tf.constant(Long.MAX_VALUE),
            tf.constant(1L),
            NUMBER.types(),
            NUMBER.shapes());
    return tf.data.zipDataset(
        ImmutableList.of(positions, records), ELEMENT.types(), ELEMENT.shapes());
  }

  /** A data set of {@link #ELEMENT}: every record once, file after file. */
  static Operand<? extends TType> stored(Ops tf, RecordSource source) {
    Operand<TString> files = tf.array(source.fileNames().toArray(String[]::new));
    return numbered(tf, reader(tf, files, source));
  }

  /**
   * The records of an epoch, before they are shuffled. Where each comes more than once, there are
   * few of them: they are read once, in stored order, and held in memory.
   */
  private static Operand<? extends TType> taken(Ops tf, EpochInputs inputs, RecordSource source) {
    if (source.times() == 1) {
      return wanted(tf, interleaved(tf, inputs.files, source), source);
    }
    Operand<TString> files = tf.array(source.fileNames().toArray(String[]::new));
    Operand<? extends TType> held = inMemory(tf, wanted(tf, reader(tf, files, source), source));
    return tf.data.repeatDataset(
        held, tf.constant((long) source.times()), RECORD.types(), RECORD.shapes());
  }

  private static Operand<? extends TType> inMemory(Ops tf, Operand<? extends TType> records) {
    OperationBuilder builder = tf.scope().opBuilder("CacheDataset", "CacheDataset");
    builder.addInput(records.asOutput());
    builder.addInput(tf.constant("").asOutput()); // no file
    builder.setAttr("output_types", RECORD.dataTypes());
    builder.setAttr("output_shapes", RECORD.shapes().toArray(Shape[]::new));
    return dataset(builder.build());
  }

  /** Without the records that the source leaves out. */
  private static Operand<? extends TType> wanted(
      Ops tf, Operand<? extends TType> records, RecordSource source) {
    if (source.only().isEmpty()) {
      return records;
    }
    Operand<TString> names = tf.array(source.only().get().toArray(String[]::new));
    try (ConcreteFunction isWanted = ConcreteFunction.create(RecordOrder::isWanted)) {
      return tf.data.filterDataset(
          records, ImmutableList.of(names), isWanted, RECORD.types(), RECORD.shapes());
    }
  }

  /** (record, names) to whether its image has one of them. */
  private static Signature isWanted(Ops tf) {
    Operand<TString> record = tf.placeholder(TString.class);
    Operand<TString> names = tf.placeholder(TString.class);
    Operand<TString> name = ViewFunction.features(tf, record, ImageFeatures.FILENAME).get(0);
    return Signature.builder("is_wanted")
        .input("record", record)
        .input("names", names)
        .output("wanted", tf.any(tf.math.equal(name, names), tf.constant(new int[] {0})))
        .build();
  }

  private static Operand<? extends TType> interleaved(
      Ops tf, Operand<TString> files, RecordSource source) {
    int readers = Math.min(source.files().size(), MAX_READERS);
    if (readers == 1) {
      return reader(tf, files, source);
    }
    List<Operand<? extends TType>> dealt =
        LongStream.range(0, readers)
            .<Operand<? extends TType>>mapToObj(
                first -> reader(tf, everyNth(tf, files, first, readers), source))
            .collect(toImmutableList());
    Operand<TInt64> turn = tf.constant(LongStream.range(0, readers).toArray());
    Operand<? extends TType> turns =
        tf.data.repeatDataset(
            tf.data.tensorSliceDataset(ImmutableList.of(turn), NUMBER.shapes()),
            tf.constant(-1L),
            NUMBER.types(),
            NUMBER.shapes());
    return tf.data.directedInterleaveDataset(turns, dealt, RECORD.types(), RECORD.shapes());
  }

  private static Operand<TString> everyNth(Ops tf, Operand<TString> files, long first, long n) {
    return tf.stridedSlice(
        files,
        tf.constant(new long[] {first}),
        tf.constant(new long[] {0}),
        tf.constant(new long[] {n}),
        StridedSlice.endMask(1L)); // to the end
  }

  private static Operand<? extends TType> reader(
      Ops tf, Operand<TString> files, RecordSource source) {
    OperationBuilder builder = tf.scope().opBuilder("TFRecordDataset", "TfRecordDataset");
    builder.addInput(files.asOutput());
    builder.addInput(tf.constant(source.compression().tfName()).asOutput());
    builder.addInput(tf.constant(READ_BUFFER_BYTES).asOutput());
    return dataset(builder.build());
  }

  private static Operand<? extends TType> shuffled(
      Ops tf, Operand<? extends TType> records, long bufferRecords, Operand<TInt64> keys) {
    OperationBuilder builder = tf.scope().opBuilder("ShuffleDataset", "ShuffleDataset");
    builder.addInput(records.asOutput());
    builder.addInput(tf.constant(bufferRecords).asOutput());
    builder.addInput(tf.gather(keys, tf.constant(0), tf.constant(0)).asOutput());
    builder.addInput(tf.gather(keys, tf.constant(1), tf.constant(0)).asOutput());
    builder.setAttr("reshuffle_each_iteration", false);
    builder.setAttr("output_types", RECORD.dataTypes());
    builder.setAttr("output_shapes", RECORD.shapes().toArray(Shape[]::new));
    return dataset(builder.build());
  }

  private static Operand<? extends TType> dataset(Operation operation) {
    return operation.<TType>output(0);
  }
}
