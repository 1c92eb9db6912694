package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * How records become batches.
 *
 * @param batchSize images (pairs of views) in a batch, at least 2, since batch norm needs company
 * @param shuffleBufferRecords encoded records held in memory to draw the next one from, at least 1;
 *     an ImageNet record has about 110 kB. At least the number of records gives a uniform order
 * @param parallelism images decoded at once, at least 1; as many as there are cores if empty
 * @param prefetchBatches batches made ahead of the training step, at least 1
 */
public record PipelineConfig(
    int batchSize, int shuffleBufferRecords, Optional<Integer> parallelism, int prefetchBatches) {

  public PipelineConfig {
    checkArgument(batchSize >= 2, "batchSize must be at least 2: %s", batchSize);
    checkArgument(
        shuffleBufferRecords >= 1,
        "shuffleBufferRecords must be at least 1: %s",
        shuffleBufferRecords);
    checkArgument(
        parallelism.isEmpty() || parallelism.get() >= 1,
        "parallelism must be at least 1, or be left out for as many as cores: %s",
        parallelism.orElse(0));
    checkArgument(prefetchBatches >= 1, "prefetchBatches must be at least 1: %s", prefetchBatches);
  }

  /** Batches of the given size; a shuffle buffer of 8192 records, two batches ahead. */
  public static PipelineConfig ofBatchSize(int batchSize) {
    return new PipelineConfig(batchSize, 8192, Optional.empty(), 2);
  }
}
