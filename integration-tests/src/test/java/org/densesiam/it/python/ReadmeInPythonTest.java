package org.densesiam.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.densesiam.it.run.TinyRun;
import org.densesiam.trainer.machine.StopSignal;
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

  @TempDir private Path folder;

  @Test
  void calls_areAnswered() throws Exception {
    String shards = TinyRun.shards(folder).toString();
    Path models = folder.resolve("models");
    Path first = folder.resolve("runs").resolve("first");
    TinyRun.train( // of the width of torchvision's ResNet-18, as README has it
        TinyRun.config("model.backbone.width=64", "run.epochs=1", "run.keepCheckpoints=1"),
        shards,
        first,
        false,
        StopSignal.uninstalled());
    TinyRun.export(first, models);
    WeightExport.write(
        WeightSource.at(first),
        NetworkPart.BACKBONE,
        folder.resolve("backbone.safetensors"),
        ImmutableMap.of());
    Path streets = folder.resolve("runs").resolve("streets");
    TinyRun.segment(shards, streets);
    TinyRun.export(streets, models);

    assertThat(Python.find().orElseThrow().run("readme.py", README.toAbsolutePath(), folder))
        .contains("README's calls are answered");
  }
}
