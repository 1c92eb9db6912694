package org.densesiam.data.shard;

/**
 * Told how far {@link ShardSet#verify} is, every 128 records of a shard and at its end; never by
 * two threads at a time.
 */
@FunctionalInterface
public interface ScanProgress {
  /** Tells nobody. */
  ScanProgress SILENT = (records, recordsTotal) -> {};

  /** {@code records} of {@code recordsTotal} were read and found right. */
  void scanned(long records, long recordsTotal);
}
