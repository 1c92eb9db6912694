package org.densesiam.data.pipeline;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.data.IgnoreErrorsDataset;
import org.tensorflow.op.data.ParallelMapDataset;
import org.tensorflow.types.family.TType;

/** What a function makes of records, several at once, in their order, without those it fails on. */
final class DecodedRecords {
  private DecodedRecords() {}

  /**
   * A data set of {@code element}.
   *
   * @param records of {@link RecordOrder#ELEMENT}
   * @param more inputs of the function, after position and record
   * @param parallelism records at once
   */
  static Operand<? extends TType> dataset(
      Ops cpu,
      Operand<? extends TType> records,
      Iterable<Operand<?>> more,
      int parallelism,
      ConcreteFunction function,
      ElementSpec element) {
    Operand<? extends TType> mapped =
        cpu.data.parallelMapDataset(
            records,
            more,
            cpu.constant((long) parallelism),
            function,
            element.types(),
            element.shapes(),
            ParallelMapDataset.deterministic("true"));
    return cpu.data.ignoreErrorsDataset(
        mapped, element.types(), element.shapes(), IgnoreErrorsDataset.logWarning(false));
  }
}
