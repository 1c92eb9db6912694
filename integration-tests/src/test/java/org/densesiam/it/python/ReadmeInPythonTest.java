package org.densesiam.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.it.run.TinyRun;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.log.CompositeListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;
import org.densesiam.trainer.weights.NetworkPart;
import org.densesiam.trainer.weights.WeightExport;
import org.densesiam.trainer.weights.WeightSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The calls of savedmodel-export/README.md by REST, by gRPC and from Python, as they stand there.
 *
 * <p>{@code readme.py} takes them out of that file by heading and first line. The REST and gRPC
 * calls go to a stand-in, {@code stand_in.py}: it speaks the protocols of TensorFlow Serving and
 * runs our SavedModels in Python TensorFlow, but is not TensorFlow Serving, which was not run here.
 * Its ports are free ones: {@code localhost:8500} and {@code localhost:8501} are rewritten to them.
 * Nothing else is. Without {@code curl}, which {@code .ci/run} installs, this fails and says so.
 */
@NeedsPython
class ReadmeInPythonTest {
  private static final Path README = Path.of("../savedmodel-export/README.md");

  private static final ImmutableList<String> SEGMENTER =
      ImmutableList.of(
          "data.batchSize=" + TinyRun.BATCH_SIZE,
          "views.sizePx=32",
          "model.backbone.width=8",
          "model.decoderChannels=16",
          "model.headWidth=16",
          "model.categories.count=6",
          "model.overclustering.count=12",
          "run.epochs=1");

  @TempDir private Path folder;

  @Test
  void calls_areAnswered() throws Exception {
    String shards = TinyRun.shards(folder).toString();
    Path first = folder.resolve("runs").resolve("first");
    TinyRun.train( // of the width of torchvision's ResNet-18, as README has it
        TinyRun.config("model.backbone.width=64", "run.epochs=1", "run.keepCheckpoints=1"),
        shards,
        first,
        false,
        StopSignal.uninstalled());
    export(first);
    WeightExport.write(
        WeightSource.at(first),
        NetworkPart.BACKBONE,
        folder.resolve("backbone.safetensors"),
        ImmutableMap.of());
    Path streets = folder.resolve("runs").resolve("streets");
    segment(shards, streets);
    export(streets);

    assertThat(Python.find().orElseThrow().run("readme.py", README.toAbsolutePath(), folder))
        .contains("README's calls are answered");
  }

  private static void segment(String shards, Path run) {
    SegmentConfig config = Presets.SEGMENT.load("quickstart", SEGMENTER);
    TrainingRun.prepare(
            new RunOrder<>(
                config, shards, Optional.empty(), run, false, ImmutableList.of("segment")),
            ScanProgress.SILENT)
        .run(CompositeListener.of(), StopSignal.uninstalled());
  }

  /** Version 1 of the model of the run's name. */
  private void export(Path run) {
    Path models = folder.resolve("models");
    new RunExport(RunDirectory.open(run))
        .write(
            new ModelFolder(models.resolve(run.getFileName())),
            1,
            ExportFormat.SAVED_MODEL,
            Precision.FP32);
  }
}
