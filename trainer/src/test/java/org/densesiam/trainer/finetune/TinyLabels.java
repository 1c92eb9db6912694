package org.densesiam.trainer.finetune;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.source.MaskFolders;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.log.CompositeListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;

/** Labelled scenes, and real runs on them, as small as can be. */
public final class TinyLabels {
  /** Labelled scenes to learn from. */
  public static final int IMAGES = 12;

  /** Classes of the scenes. */
  public static final int CLASSES = 8;

  /** Overrides of preset quickstart. */
  public static final ImmutableList<String> OVERRIDES =
      ImmutableList.of(
          "data.batchSize=4",
          "views.sizePx=32",
          "views.minPerEpoch=8",
          "model.backbone.width=2",
          "model.decoderChannels=6",
          "evaluation.sizePx=32",
          "optimizer.warmupEpochs=0",
          "run.epochs=2");

  private final Path folder;

  private TinyLabels(Path folder) {
    this.folder = folder;
  }

  /** Makes the scenes and imports them with their labels, to {@code train} and {@code val}. */
  public static TinyLabels make(Path folder) {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, IMAGES, 4).write(scenes);
    importMasks(
        SceneFolder.trainImages(scenes), SceneFolder.trainLabels(scenes), scenes, folder, "train");
    importMasks(
        SceneFolder.valImages(scenes), SceneFolder.valLabels(scenes), scenes, folder, "val");
    return new TinyLabels(folder);
  }

  private static void importMasks(
      Path images, Path labels, Path scenes, Path folder, String name) {
    new ShardImport(
            MaskFolders.open(images, labels, SceneFolder.classes(scenes)),
            folder.resolve(name),
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
  }

  public String train() {
    return folder.resolve("train").toString();
  }

  public String val() {
    return folder.resolve("val").toString();
  }

  /** The preset with {@link #OVERRIDES} and more. */
  static FinetuneConfig config(String... more) {
    return Presets.FINETUNE.load(
        "quickstart", ImmutableList.<String>builder().addAll(OVERRIDES).add(more).build());
  }

  /** All labels, random weights. */
  Finetuning.Order order(String run, String... overrides) {
    return new Finetuning.Order(
        new RunOrder<>(
            config(overrides),
            train(),
            Optional.of(val()),
            folder.resolve(run),
            false,
            ImmutableList.of("finetune")),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  /** Runs it to its end. */
  static RunDirectory train(Finetuning.Order order) {
    Finetuning finetuning = Finetuning.prepare(order, ScanProgress.SILENT);
    finetuning.run().run(CompositeListener.of(), StopSignal.uninstalled());
    return finetuning.run().directory();
  }
}
