package org.densesiam.data.shard;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is whole or absent: written as {@code .NAME.tmp}, and given its name by {@link
 * #commit}. Closed without that, it is gone.
 */
public final class AtomicFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final HashingOutputStream hashing;
  private final CountingOutputStream out;

  private AtomicFile(Path target) throws IOException {
    this.target = target;
    this.temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    this.channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    this.hashing = new HashingOutputStream(Hashing.sha256(), Channels.newOutputStream(channel));
    this.out = new CountingOutputStream(new BufferedOutputStream(hashing, BUFFER_BYTES));
  }

  /** Begins the file; an existing one of the name stays until {@link #commit}. */
  public static AtomicFile create(Path target) throws IOException {
    return new AtomicFile(target);
  }

  /** Writes a small file as a whole; an existing one is replaced. */
  public static void write(Path target, byte[] bytes) throws IOException {
    try (AtomicFile file = create(target)) {
      file.out().write(bytes);
      file.commit();
    }
  }

  /** Buffered. */
  public OutputStream out() {
    return out;
  }

  /** Bytes written to {@link #out}. */
  long bytes() {
    return out.getCount();
  }

  /** Puts the file on the disk under its name; returns its SHA-256. */
  public HashCode commit() throws IOException {
    out.flush();
    channel.force(true);
    channel.close();
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    FolderEntries.forceAround(target);
    return hashing.hash();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }
}
