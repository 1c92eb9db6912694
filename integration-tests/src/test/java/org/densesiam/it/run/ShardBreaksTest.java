package org.densesiam.it.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.data.record.CorruptRecordException;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard that was sound when the run began, and is not any more. */
class ShardBreaksTest {
  @TempDir Path folder;

  @Test
  void shardDamagedDuringTheRun_stopsItAtTheEndOfTheEpoch_andResumeNamesTheRecord() {
    Path shards = TinyRun.shards(folder);
    Path shard = ShardSet.open(shards.toString()).files().get(0);
    Path run = folder.resolve("run");

    assertThatThrownBy(
            () ->
                TinyRun.train(
                    TinyRun.config(),
                    shards.toString(),
                    run,
                    false,
                    StopSignal.uninstalled(),
                    new Damage(shard)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("records of epoch 2 could not be read or decoded")
        .hasMessageContaining("--resume checks every shard");
    assertThatThrownBy(
            () ->
                TinyRun.train(
                    TinyRun.config(), shards.toString(), run, true, StopSignal.uninstalled()))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(shard + ", record 1");
  }

  /** Flips a byte of the second of 16 records, once the first epoch's records were read. */
  private record Damage(Path shard) implements TrainingListener {
    @Override
    public void on(RunEvent event) {
      if (event instanceof RunEvent.Step report && report.step() == 2) {
        try {
          byte[] bytes = Files.readAllBytes(shard);
          bytes[bytes.length / 16 + bytes.length / 32] ^= 1;
          Files.write(shard, bytes);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void close() {}
  }
}
