package org.densesiam.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.trainer.log.MetricsWriter;
import org.densesiam.trainer.log.Reports;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.run.DataProvenance;
import org.densesiam.trainer.run.Provenance;
import org.densesiam.trainer.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasuredTest {
  @Test
  void inTraining_measurementAfterTheLastStep_isNotTakenForOne(@TempDir Path folder) {
    RunDirectory run =
        RunDirectory.create(
            folder.resolve("run"),
            TinyRun.config(),
            Provenance.begin(
                new DataProvenance("shards", Optional.empty(), 1, 16, 9999),
                Optional.empty(),
                Provenance.Places.of("shards", Optional.empty(), Optional.empty()),
                1,
                Provenance.Start.now(0, ImmutableList.of("pretrain"))));
    try (MetricsWriter writer = new MetricsWriter(run.metricsFile())) {
      writer.on(Reports.start(run.path(), 0));
      writer.on(Reports.step(64));
      writer.on(new RunEvent.Evaluation(64, 6, ImmutableMap.of("held_out/effective_rank", 3.0)));
    }

    assertThat(Measured.inTraining(run, 64))
        .isEqualTo(
            new Measured(
                ImmutableSortedMap.of("loss/total", -0.5),
                "training images, at the last logged step"));
  }
}
