package org.densesiam.it.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.densesiam.it.cli.CommandLineRun;
import org.densesiam.it.run.TinyRun;
import org.densesiam.model.SegmentationNetwork;
import org.densesiam.model.SegmentationNetworkConfig;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.weights.CheckpointOps;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint of the released code, brought in by {@code densesiam weights import}, is a run that
 * answers as the released code does, and goes out to the same file.
 */
final class ReleasedWeightsTest {
  private static final double LOGITS = 1e-5;

  @TempDir static Path folder;
  private static Path shards = Path.of("");

  @BeforeAll
  static void makeShards() throws IOException {
    if (!GoldenCase.all().isEmpty()) {
      shards = TinyRun.shards(folder);
    }
  }

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    ImmutableList<GoldenCase> cases = GoldenCase.all();
    assumeTrue(!cases.isEmpty(), "no golden fixtures at " + GoldenCase.root());
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(GoldenCase golden) {
    Path run = folder.resolve(golden.name());
    Path exported = folder.resolve(golden.name() + ".safetensors");

    assertThat(densesiam(importInto(run, golden))).doesNotContain("From seed", "Left out");
    densesiam(
        ImmutableList.of(
            "weights", "export", "--part", "network", "--run", "" + run, "--to", "" + exported));

    assertThat(
            densesiam(
                ImmutableList.of("weights", "compare", "" + golden.weightsFile(), "" + exported)))
        .contains("The same");
    assertThat(
            Deviation.relative(
                logits(RunDirectory.open(run), golden),
                TorchLayout.image(golden.result("eval_logits").orElseThrow())))
        .as("relative deviation of the logits of %s", golden)
        .isLessThanOrEqualTo(LOGITS);
  }

  private static ImmutableList<String> importInto(Path run, GoldenCase golden) {
    SegmentationNetworkConfig model = golden.config();
    ImmutableList.Builder<String> command = ImmutableList.builder();
    command.add("weights", "import", "--job", "segment", "--preset", "coco-stuff-resnet18");
    command.add("--from", "" + golden.weightsFile(), "--run", "" + run, "--data", "" + shards);
    command.add("--set", "data.batchSize=" + TinyRun.BATCH_SIZE);
    command.add("--set", "model.backbone.depth=" + lower(model.backbone().depth()));
    command.add("--set", "model.backbone.width=" + model.backbone().width());
    command.add("--set", "model.decoderChannels=" + model.decoderChannels());
    command.add("--set", "model.headWidth=" + model.headWidth());
    command.add("--set", "model.categories.count=" + model.categories().count());
    command.add("--set", "model.overclustering.count=" + model.overclustering().count());
    command.add("--set", "model.region.width=" + model.region().width());
    command.add("--set", "model.image.weight=" + model.image().weight());
    command.add("--set", "model.image.projectorWidth=" + model.image().projectorWidth());
    command.add("--set", "model.image.predictorWidth=" + model.image().predictorWidth());
    return command.build();
  }

  private static String lower(Enum<?> value) {
    return Spelling.of(value);
  }

  private static String densesiam(ImmutableList<String> arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as("%s\n%s", arguments, run.err()).isZero();
    return run.out();
  }

  /** Of view 1, by the run's own configuration and its checkpoint, {@code [B, P/4, P/4, K]}. */
  private static FloatTensor logits(RunDirectory run, GoldenCase golden) {
    try (TestGraph graph = TestGraph.open()) {
      SegmentationNetwork network =
          new SegmentationNetwork(
              graph.scope(), (SegmentationNetworkConfig) run.config(ConfigYaml.SEGMENT).model());
      new CheckpointOps(graph.tf(), graph.variables().all())
          .restore(graph.session(), Checkpoint.prefix(run.newestCheckpoint()));
      return graph.evaluate(
          network.logits(
              graph.pass(ForwardPass.Mode.INFERENCE), graph.constant(golden.view("view1"))));
    }
  }
}
