package org.densesiam.data.prepare;

/** Told after each image how far a {@link ShardImport} is, always by the thread that runs it. */
@FunctionalInterface
public interface ImportProgress {
  /** Tells nobody. */
  ImportProgress SILENT = counts -> {};

  /**
   * What was done so far. An exception thrown here stops the import; run again, it goes on with the
   * first shard that is not finished.
   */
  void advanced(ImportCounts counts);

  /**
   * {@code done} of {@code total} label files were read, before the first image is; never called
   * where there are none. An exception thrown here stops the import before it wrote anything.
   */
  default void checkedLabels(long done, long total) {}

  /**
   * A moment of an import.
   *
   * @param imagesDone images read, written or rejected, those of an earlier run included
   * @param imagesTotal images of the source
   * @param bytesDone sizes of their files and of their labels'
   * @param bytesTotal sizes of all files
   * @param rejected images left out so far
   */
  record ImportCounts(
      long imagesDone, long imagesTotal, long bytesDone, long bytesTotal, long rejected) {}
}
