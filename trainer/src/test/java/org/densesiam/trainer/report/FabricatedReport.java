package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.densesiam.data.scene.Scene;
import org.densesiam.data.scene.SceneClass;
import org.densesiam.data.scene.SceneGenerator;
import org.densesiam.data.view.ViewBox;
import org.densesiam.export.picture.CategoryPalette;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.export.picture.MaskOverlay;
import org.densesiam.export.picture.Png;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.picture.ViewPair;

/**
 * A report of invented numbers, to look at the page without training: run {@link #main} with the
 * file to write. Its notice says that nothing in it was measured.
 */
final class FabricatedReport {
  private static final int STEPS = 1200;
  private static final int REGIONS_FROM = 600;
  private static final SceneGenerator SCENES = new SceneGenerator(1);

  private FabricatedReport() {}

  public static void main(String[] arguments) {
    Report.from(inputs()).write(Path.of(arguments[0]));
  }

  static ReportInputs inputs() {
    return new ReportInputs(
        Job.PRETRAIN,
        "quickstart",
        Optional.of("FABRICATED TEST DATA: every number and picture on this page is invented."),
        Optional.empty(),
        Optional.of(
            new RunEnding.Told(
                new RunEvent.End(
                    RunEvent.End.Outcome.COMPLETED,
                    STEPS,
                    Duration.ofSeconds(192),
                    Optional.empty()))),
        steps(),
        config(),
        ProvenanceRows.of(provenance()),
        ImmutableList.of(
            new ReportInputs.Comparison(
                "agreement of the two views of 64 held-out images",
                "view agreement",
                "Mean cosine similarity of the features at points that both views show; 1 is perfect.",
                0.412,
                0.847),
            new ReportInputs.Comparison(
                "share of points with the same pseudo-category in both views",
                "same pseudo-category",
                "Over the same points; a network that puts everything into one category gets 1.",
                0.214,
                0.661)),
        ImmutableList.of(
            new ReportInputs.ScoreRow("Untrained", 0.071, 0.29),
            new ReportInputs.ScoreRow("Segmented from random weights", 0.205, 0.41),
            new ReportInputs.ScoreRow("Segmented from the pre-trained backbone", 0.248, 0.46)),
        ImmutableList.of(masks(), viewPairs()),
        ImmutableMap.of(
            "Checkpoints", "runs/quickstart/checkpoints",
            "SavedModel", "runs/quickstart/model/1",
            "Metrics", "runs/quickstart/metrics.jsonl",
            "TensorBoard events", "runs/quickstart/events"),
        ImmutableMap.of(
            "Watch the curves in TensorBoard",
            "tensorboard --logdir runs/quickstart",
            "Train on your own photographs",
            "./densesiam import images --from ~/Pictures --to shards/mine\n"
                + "./densesiam pretrain --preset laptop --data shards/mine --run runs/mine"));
  }

  private static ImmutableList<RunEvent.Step> steps() {
    Random random = new Random(5);
    ImmutableList.Builder<RunEvent.Step> steps = ImmutableList.builder();
    for (int step = 4; step <= STEPS; step += 4) {
      Instant time = Instant.EPOCH.plusMillis(160L * step);
      steps.add(new RunEvent.Step(step, STEPS, (step - 1) / 60, 20, scalars(step, random), time));
    }
    return steps.build();
  }

  private static ImmutableMap<String, Double> scalars(int step, Random random) {
    double decay = Math.exp(-step / 260.0);
    double image = -0.93 + 0.9 * decay + 0.02 * random.nextGaussian();
    double pixel = -0.82 + 0.8 * decay + 0.03 * random.nextGaussian();
    double regionDecay = Math.exp(-(step - REGIONS_FROM) / 150.0);
    double region = 0.1 * (1.9 + 2.6 * regionDecay + 0.1 * random.nextGaussian());
    boolean regionsOn = step > REGIONS_FROM;
    ImmutableMap.Builder<String, Double> scalars = ImmutableMap.builder();
    scalars.put("loss/total", image + pixel + (regionsOn ? region : 0));
    scalars.put("loss/image", image);
    scalars.put("loss/pixel", pixel);
    if (regionsOn) {
      scalars.put("loss/region", region);
    }
    scalars.put("collapse/image_std", 0.93 - 0.2 * (1 - decay) + 0.01 * random.nextGaussian());
    scalars.put("collapse/pixel_std", 0.88 - 0.3 * (1 - decay) + 0.01 * random.nextGaussian());
    scalars.put("entropy/category_usage", 0.95 - 0.2 * (1 - decay) + 0.005 * random.nextGaussian());
    scalars.put("agreement/pixel", 0.6 * (1 - decay) + 0.01 * random.nextGaussian());
    scalars.put("grad_norm", 2.5 * decay + 0.12 * Math.exp(0.4 * random.nextGaussian()));
    scalars.put("learning_rate", 0.0125 * (1 + Math.cos(Math.PI * step / STEPS)));
    scalars.put("throughput/images_per_s", 198 + 6 * random.nextGaussian());
    scalars.put("throughput/wait_share", Math.max(0, 0.012 + 0.01 * random.nextGaussian()));
    scalars.put("data/skipped", step > 700 ? 2.0 : 0.0);
    return scalars.buildOrThrow();
  }

  private static Gallery masks() {
    ImmutableList.Builder<ReportInputs.Picture> pictures = ImmutableList.builder();
    for (int i = 0; i < 8; i++) {
      Scene scene = SCENES.scene(100 + i);
      BufferedImage overlay = new MaskOverlay(0.6).drawBeside(scene.image(), coarse(scene));
      pictures.add(
          ReportInputs.Picture.of(
              Png.encode(overlay), "scene " + (100 + i), "Scene with its regions tinted"));
    }
    ImmutableMap.Builder<String, String> legend = ImmutableMap.builder();
    for (SceneClass sceneClass : SceneClass.values()) {
      legend.put(CategoryPalette.hex(sceneClass.label()), sceneClass.displayName());
    }
    return Gallery.regionMasks(pictures.build(), legend.buildOrThrow());
  }

  private static LabelMap coarse(Scene scene) {
    int side = 28;
    ImmutableIntArray.Builder labels = ImmutableIntArray.builder();
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int x = (int) ((column + 0.5) * scene.image().getWidth() / side);
        int y = (int) ((row + 0.5) * scene.image().getHeight() / side);
        labels.add(scene.classAt(x, y).label());
      }
    }
    return new LabelMap(side, side, labels.build());
  }

  private static Gallery viewPairs() {
    List<ViewPair> pairs = new ArrayList<>();
    pairs.add(
        pair(1, new ViewBox(0.05, 0.1, 0.75, 0.8), new ViewBox(0.3, 0.35, 1, 1), false, true));
    pairs.add(pair(5, new ViewBox(0, 0, 0.6, 0.55), new ViewBox(0.1, 0.2, 0.9, 0.95), true, true));
    pairs.add(pair(3, new ViewBox(0, 0, 0.45, 0.5), new ViewBox(0.5, 0.52, 1, 1), false, false));
    pairs.add(pair(9, new ViewBox(0.2, 0, 1, 0.9), new ViewBox(0, 0.2, 0.7, 1), false, false));
    return Gallery.viewPairs(pairs);
  }

  private static ViewPair pair(
      int index, ViewBox box1, ViewBox box2, boolean flipped1, boolean flipped2) {
    BufferedImage source = SCENES.scene(index).image();
    return new ViewPair(
        Optional.of(source),
        cut(source, box1, flipped1),
        cut(source, box2, flipped2),
        box1,
        box2,
        flipped1,
        flipped2,
        0);
  }

  static BufferedImage cut(BufferedImage source, ViewBox box, boolean flipped) {
    int side = 96;
    BufferedImage view = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double across = ((flipped ? side - 1 - x : x) + 0.5) / side;
        double u = box.x0() + across * (box.x1() - box.x0());
        double v = box.y0() + (y + 0.5) / side * (box.y1() - box.y0());
        view.setRGB(
            x, y, source.getRGB((int) (u * source.getWidth()), (int) (v * source.getHeight())));
      }
    }
    return view;
  }

  private static String config() {
    return """
        data: {shards: runs/quickstart/shards, batchSize: 32}
        views: {sizePx: 96, cropAreaMin: 0.2, cropAreaMax: 1.0}
        model:
          backbone: {depth: RESNET_18, width: 16}
          losses: {image: 1.0, pixel: 1.0, region: 0.1}
        optimizer: {learningRate: 0.05, momentum: 0.9, weightDecay: 1.0e-4}
        run: {epochs: 20, seed: 1}
        """;
  }

  private static String provenance() {
    return """
        {"command": ["densesiam", "quickstart"], "version": "0.1.0", "commit": "0000000000",
         "java": {"version": "17.0.0", "vm": "a fabricated VM"}, "seed": 1,
         "data": {"records": 1600, "sha256": "00000000"}}
        """;
  }
}
