package org.densesiam.data.pipeline;

import java.util.Optional;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/** How records become batches. */
public record PipelineConfig(
    @Key(value = "images in a batch; batch norm needs company", range = "[2, )") int batchSize,
    @Key(
            value =
                "encoded records held in memory to draw the next one from; as many as there are"
                    + " give a uniform order",
            range = "[1, )")
        int shuffleBufferRecords,
    @Key(value = "images decoded at once", range = "[1, )", absent = "as many as cores")
        Optional<Integer> parallelism,
    @Key(value = "batches made ahead of the training step", range = "[1, )") int prefetchBatches) {

  public PipelineConfig {
    KeyRange.check(
        PipelineConfig.class, batchSize, shuffleBufferRecords, parallelism, prefetchBatches);
  }

  /** Batches of the given size; a shuffle buffer of 8192 records, two batches ahead. */
  public static PipelineConfig ofBatchSize(int batchSize) {
    return new PipelineConfig(batchSize, 8192, Optional.empty(), 2);
  }
}
