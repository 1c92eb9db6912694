package org.densesiam.data.prepare;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.densesiam.data.prepare.ImportJournal.Finished;
import org.densesiam.data.prepare.ShardImport.Progress.ImportCounts;
import org.densesiam.data.shard.AtomicFile;
import org.densesiam.data.shard.Json;
import org.densesiam.data.shard.Manifest;
import org.densesiam.data.shard.Manifest.Repairs;
import org.densesiam.data.shard.Manifest.ShardEntry;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.LabelValues;
import org.densesiam.data.source.SourceImage;

/**
 * One run of an import: which shards are finished, writing the others, and the files at the end.
 */
final class ImportRun {
  private static final double MIB = 1 << 20;

  private final Path folder;
  private final ShardPlan plan;
  private final ImportJournal journal;
  private final ShardImport.Progress progress;
  private final SortedMap<Integer, Finished> finished = new TreeMap<>();
  private long imagesDone;
  private long bytesDone;
  private long rejected;

  ImportRun(Path folder, ShardPlan plan, ImportJournal journal, ShardImport.Progress progress) {
    this.folder = folder;
    this.plan = plan;
    this.journal = journal;
    this.progress = progress;
  }

  /** Takes over what an earlier run finished; returns how many shards. */
  int keepFinished() throws IOException {
    for (int index = 0; index < plan.shards().size(); index++) {
      Optional<Finished> before = journal.finished(index);
      if (before.isPresent()) {
        finished.put(index, before.get());
        imagesDone += plan.shards().get(index).size();
        bytesDone += bytesOf(index);
        rejected += before.get().rejected().size();
      }
    }
    return finished.size();
  }

  /** Indices of shards to write. */
  ImmutableList<Integer> missing() {
    return IntStream.range(0, plan.shards().size())
        .boxed()
        .filter(index -> !finished.containsKey(index))
        .collect(ImmutableList.toImmutableList());
  }

  /** Fails now rather than after hours. */
  void requireRoom() throws IOException {
    long needed = missing().stream().mapToLong(this::bytesOf).sum();
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "expected about %.1f MiB of free space, found %.1f MiB",
              needed / MIB,
              free / MIB));
    }
  }

  /** Writes shard {@code index} of its images, which come next from {@code prepared}. */
  void write(int index, Iterator<ImagePreparer.Prepared> prepared) throws IOException {
    ShardFile shard = new ShardFile(folder.resolve(plan.fileName(index)));
    try (shard) {
      for (int left = plan.shards().get(index).size(); left > 0; left--) {
        ImagePreparer.Prepared image = prepared.next();
        shard.add(image);
        tell(image);
      }
      Finished result = shard.finish();
      journal.add(index, result);
      finished.put(index, result);
    }
  }

  /** All shards are there: writes the list of rejected images, then the manifest. */
  Manifest finish(ImageSource source) throws IOException {
    ImmutableList<Rejection> rejections =
        finished.values().stream()
            .flatMap(shard -> shard.rejected().stream())
            .collect(ImmutableList.toImmutableList());
    AtomicFile.write(folder.resolve(Rejection.FILE_NAME), Rejection.table(rejections));
    Manifest manifest = manifest(source, rejections);
    checkArgument(
        manifest.records() > 0,
        "None of %s images can be used (%s), see %s; give a folder with sound JPEG or PNG images",
        plan.source().images(),
        manifest.rejected(),
        folder.resolve(Rejection.FILE_NAME));
    AtomicFile.write(folder.resolve(Manifest.FILE_NAME), Json.bytes(manifest));
    journal.delete();
    return manifest;
  }

  private Manifest manifest(ImageSource source, ImmutableList<Rejection> rejections) {
    ImmutableList<ShardEntry> shards =
        finished.values().stream()
            .flatMap(shard -> shard.shard().stream())
            .collect(ImmutableList.toImmutableList());
    return new Manifest(
        Manifest.FORMAT_VERSION,
        shards.stream().mapToLong(ShardEntry::records).sum(),
        shards.stream().mapToLong(ShardEntry::bytes).sum(),
        plan.options(),
        plan.source(),
        rejections.stream()
            .collect(
                ImmutableSortedMap.toImmutableSortedMap(
                    Comparator.naturalOrder(), Rejection::reason, rejection -> 1, Integer::sum)),
        finished.values().stream().map(Finished::repaired).reduce(Repairs.NONE, Repairs::plus),
        source.classes(),
        source.labelValues().map(LabelValues::classes),
        shards);
  }

  private void tell(ImagePreparer.Prepared image) {
    imagesDone++;
    bytesDone += image.image().totalBytes();
    rejected += image instanceof ImagePreparer.Prepared.Rejected ? 1 : 0;
    progress.advanced(
        new ImportCounts(
            imagesDone, plan.source().images(), bytesDone, plan.source().bytes(), rejected));
  }

  private long bytesOf(int index) {
    return plan.shards().get(index).stream().mapToLong(SourceImage::totalBytes).sum();
  }
}
