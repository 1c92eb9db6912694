package org.densesiam.data.prepare;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.prepare.ImportJournal.Finished;
import org.densesiam.data.record.TfRecordWriter;
import org.densesiam.data.shard.AtomicFile;
import org.densesiam.data.shard.Manifest.Repairs;
import org.densesiam.data.shard.Manifest.ShardEntry;

/** A shard while it is written. Without any usable image it leaves no file. */
final class ShardFile implements AutoCloseable {
  private final String name;
  private final AtomicFile file;
  private final TfRecordWriter writer;
  private final ImmutableList.Builder<Rejection> rejected = ImmutableList.builder();
  private Repairs repaired = Repairs.NONE;

  ShardFile(Path target) throws IOException {
    name = target.getFileName().toString();
    file = AtomicFile.create(target);
    writer = new TfRecordWriter(file.out());
  }

  void add(ImagePreparer.Prepared image) throws IOException {
    if (image instanceof ImagePreparer.Prepared.Accepted accepted) {
      writer.write(accepted.example());
      repaired = repaired.plus(accepted.repairs());
    } else if (image instanceof ImagePreparer.Prepared.Rejected rejection) {
      rejected.add(rejection.rejection());
    }
  }

  Finished finish() throws IOException {
    Optional<ShardEntry> entry = Optional.empty();
    if (writer.records() > 0) {
      String sha256 = file.commit().toString();
      entry = Optional.of(new ShardEntry(name, writer.records(), writer.bytes(), sha256));
    }
    return new Finished(entry, rejected.build(), repaired);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
