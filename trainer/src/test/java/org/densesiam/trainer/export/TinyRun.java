package org.densesiam.trainer.export;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.log.CompositeListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;

/** A real pre-training run, as small as can be: two steps on 16 scenes. */
public final class TinyRun {
  /** Pseudo-categories that it learns. */
  public static final int CATEGORIES = 4;

  private TinyRun() {}

  /** Its configuration. */
  public static PretrainConfig config() {
    return Presets.PRETRAIN.load(
        "quickstart",
        ImmutableList.of(
            "data.batchSize=8",
            "views.sizePx=32",
            "model.backbone.width=2",
            "model.backbone.zeroInitResidual=false",
            "model.region.pseudoCategories=" + CATEGORIES,
            "model.pixel.gridSize=3",
            "run.epochs=1"));
  }

  /** Makes the scenes, in {@code folder/scenes}, imports and trains. */
  public static RunDirectory train(Path folder) {
    new SceneFolder(1, 16, 4).write(folder.resolve("scenes"));
    Path shards = folder.resolve("shards");
    FolderSource images =
        FolderSource.open(
            SceneFolder.trainImages(folder.resolve("scenes")), ImageSource.Layout.FOLDER);
    new ShardImport(images, shards, ImportOptions.DEFAULT).run(counts -> {});
    TrainingRun run =
        TrainingRun.prepare(
            new RunOrder<>(
                config(),
                shards.toString(),
                Optional.empty(),
                folder.resolve("run"),
                false,
                ImmutableList.of("pretrain")),
            ScanProgress.SILENT);
    run.run(CompositeListener.of(), StopSignal.uninstalled());
    return run.directory();
  }
}
