package org.densesiam.trainer.run;

import java.util.Arrays;
import org.densesiam.model.ModelConfig;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.PixelLossConfig;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.view.Alignment;
import org.densesiam.model.view.Twin;
import org.densesiam.model.view.View;
import org.densesiam.trainer.config.OptimizerConfig;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Scratch: times the step on synthetic views. usage: BATCH PX fp32|bf16 STEPS. */
final class StepTiming {
  public static void main(String[] args) {
    int batch = Integer.parseInt(args[0]);
    int px = Integer.parseInt(args[1]);
    Precision precision = args[2].equals("bf16") ? Precision.BF16 : Precision.FP32;
    int steps = Integer.parseInt(args[3]);
    ModelConfig config =
        new ModelConfig(
            new BackboneConfig(ResNetDepth.RESNET50, 64, false),
            precision,
            5,
            new ImageLossConfig(1, 2048, 512),
            new PixelLossConfig(1, 2048, 512, 7),
            new RegionLossConfig(
                0, 0.5, RegionLossConfig.Variant.MASKS, 128, 3, 0.1, true, 512, 128));
    long start = System.nanoTime();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Twin<View> views = new Twin<>(1L, 2L).map(seed -> view(tf, batch, px, seed));
      TrainingGraph training =
          new TrainingGraph(
              tf, config, OptimizerConfig.simSiam(), 0, Alignment.of(tf, views, 0.01));
      System.out.printf("built in %.1f s%n", (System.nanoTime() - start) / 1e9);
      try (Session session = new Session(graph)) {
        for (Op init : training.initializers()) {
          session.run(init);
        }
        double[] times = new double[steps];
        float loss = 0;
        for (int i = -2; i < steps; i++) {
          long t = System.nanoTime();
          TrainingPhase phase = training.phase(0, 10);
          Session.Runner runner =
              session.runner().addTarget(phase.train()).fetch(phase.losses().total());
          try (TFloat32 rate = TFloat32.scalarOf(0.01f)) {
            for (Variable.Group g : Variable.Group.values()) {
              runner.feed(training.rates().get(g), rate);
            }
            try (var result = runner.run()) {
              loss = ((TFloat32) result.get(0)).getFloat();
            }
          }
          double ms = (System.nanoTime() - t) / 1e6;
          if (i >= 0) times[i] = ms;
        }
        Arrays.sort(times);
        double median = times[steps / 2];
        System.out.printf(
            "ours pretrain batch=%d px=%d %s: median %.0f ms, %.2f images/s, loss %.4f%n",
            batch, px, args[2], median, batch / median * 1e3, loss);
      }
    }
  }

  private static View view(Ops tf, int batch, int px, long seed) {
    Operand<TFloat32> image =
        tf.random.statelessRandomNormal(
            tf.constant(new int[] {batch, px, px, 3}), tf.constant(new long[] {seed, seed}));
    float[][] boxes = new float[batch][];
    Arrays.fill(boxes, seed == 1 ? new float[] {0, 0, .8f, .8f} : new float[] {.2f, .1f, 1f, 1f});
    boolean[] flips = new boolean[batch];
    return new View(image, tf.constant(boxes), tf.constant(flips));
  }
}
