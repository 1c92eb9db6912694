package org.densesiam.data.shard;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the draft of a living process from that of a killed one: beside the draft {@code
 * .NAME.draft-UUID} is a file {@code .NAME.draft-UUID.PROCESS.lock}, which its process holds locked
 * from before the draft is there until after it is gone. The system lets go of a lock when the
 * process ends, so a draft whose lock can be had is nobody's. One without such a file, as earlier
 * versions made them, may be anybody's and stays.
 *
 * @param draft the draft's folder
 * @param file that is locked
 * @param held its lock; empty on a file system without locks, where no draft is ever cleared
 */
record DraftLock(Path draft, Path file, Optional<ExclusiveLock> held) implements AutoCloseable {
  private static final String UUID_PATTERN = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern LOCK_FILE =
      Pattern.compile("(\\..+\\.draft-%1$s)\\.(%1$s)\\.lock".formatted(UUID_PATTERN));

  /** This process's own are not tried: on POSIX, closing the second channel would unlock both. */
  private static final String PROCESS = UUID.randomUUID().toString();

  /** Of a new draft of {@code target}, which is not made yet. */
  static DraftLock ofNew(Path target) throws IOException {
    while (true) {
      Path draft =
          target.resolveSibling("." + target.getFileName() + ".draft-" + UUID.randomUUID());
      Path file = file(draft, PROCESS);
      Optional<ExclusiveLock> lock;
      try {
        lock = ExclusiveLock.tryAcquire(file);
      } catch (IOException e) { // no locks here, or nothing can be written: the draft will tell
        Files.deleteIfExists(file);
        return new DraftLock(draft, file, Optional.empty());
      }
      if (lock.isPresent() && Files.exists(file)) {
        return new DraftLock(draft, file, lock);
      }
      if (lock.isPresent()) { // somebody who clears took the file before it was locked
        lock.get().close();
      }
    }
  }

  private static Path file(Path draft, String process) {
    return draft.resolveSibling("%s.%s.lock".formatted(draft.getFileName(), process));
  }

  /** Deletes the drafts in a folder whose processes are gone, as far as it may. */
  static void clearAbandoned(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Matcher name = LOCK_FILE.matcher(entry.getFileName().toString());
        if (name.matches() && !name.group(2).equals(PROCESS)) {
          clear(folder.resolve(name.group(1)), entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder that cannot be listed; whether a draft can be made in it will be seen.
    }
  }

  private static void clear(Path draft, Path file) {
    try {
      Optional<ExclusiveLock> lock = ExclusiveLock.tryAcquire(file);
      if (lock.isPresent()) {
        try (DraftLock abandoned = new DraftLock(draft, file, lock)) {
          FolderDraft.delete(abandoned.draft);
        }
      }
    } catch (IOException e) {
      // Another's, whom we may not delete for: it takes room, but is in nobody's way.
    }
  }

  @Override
  public void close() throws IOException {
    if (held.isPresent()) {
      Files.deleteIfExists(file);
      held.get().close();
    }
  }
}
