package org.densesiam.trainer.run;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.densesiam.data.shard.FolderDraft;
import org.densesiam.data.shard.FolderEntries;

/**
 * Going on from a checkpoint that is not the newest, since the newer ones are damaged or not
 * wanted.
 *
 * @param to the checkpoint to go on from
 * @param newer those after it, the oldest first; may be none
 */
public record WayBack(Path to, ImmutableList<Path> newer) {
  private static final String SET_ASIDE = "set-aside-";

  /** What it means, for the user. */
  public String sentence() {
    long step = CheckpointStore.step(to);
    if (newer.isEmpty()) {
      return "Going on from step %d, the newest checkpoint".formatted(step);
    }
    return "Going on from step %d: the steps after it, to step %d and on, are done again; newer checkpoints are kept as %s*, which count no more"
        .formatted(
            step, CheckpointStore.step(newer.get(newer.size() - 1)), to.resolveSibling(SET_ASIDE));
  }

  /**
   * Gives the newer checkpoints names that do not count, so that {@link #to} is the newest. The
   * newest comes first: stopped half-way, what is left is a run at one of its checkpoints.
   *
   * @return the checkpoint to go on from
   */
  public Path take() {
    CheckpointStore.whole(to);
    for (Path checkpoint : newer.reverse()) {
      setAside(checkpoint);
    }
    return to;
  }

  private static void setAside(Path checkpoint) {
    String name = CheckpointName.of(CheckpointStore.step(checkpoint));
    Path plain = checkpoint.resolveSibling(name);
    Path aside = checkpoint.resolveSibling(SET_ASIDE + name);
    try {
      if (checkpoint.equals(plain)) { // else it would count in the place of the plain one
        CheckpointStore.delete(FolderDraft.replaced(plain));
      }
      CheckpointStore.delete(aside);
      Files.move(checkpoint, aside, StandardCopyOption.ATOMIC_MOVE);
      FolderEntries.forceAround(aside);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot set checkpoint " + checkpoint + " aside", e);
    }
  }
}
