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
import org.densesiam.data.source.MaskFolders;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.log.CompositeListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;

/** A real segmentation run, as small as can be: two steps on 16 scenes, judged on 4. */
public final class TinySegmentation {
  /** Clusters that it learns, more than the scenes have classes. */
  public static final int CLUSTERS = 9;

  /** Classes of the scenes. */
  public static final int CLASSES = 8;

  /** Overrides of preset quickstart. */
  public static final ImmutableList<String> OVERRIDES =
      ImmutableList.of(
          "data.batchSize=8",
          "views.sizePx=32",
          "model.backbone.width=2",
          "model.decoderChannels=6",
          "model.headWidth=6",
          "model.categories.count=" + CLUSTERS,
          "model.overclustering.count=12",
          "evaluation.sizePx=64",
          "run.epochs=1");

  private TinySegmentation() {}

  private static SegmentConfig config() {
    return Presets.SEGMENT.load("quickstart", OVERRIDES);
  }

  /** Makes the scenes, in {@code folder/scenes}, imports and trains. */
  public static RunDirectory train(Path folder) {
    importScenes(folder);
    TrainingRun run =
        TrainingRun.prepare(
            new RunOrder<>(
                config(),
                folder.resolve("train").toString(),
                Optional.of(folder.resolve("val").toString()),
                folder.resolve("run"),
                false,
                ImmutableList.of("segment")),
            ScanProgress.SILENT);
    run.run(CompositeListener.of(), StopSignal.uninstalled());
    return run.directory();
  }

  /** Makes the scenes, in {@code folder/scenes}, and the shards {@code train} and {@code val}. */
  public static void importScenes(Path folder) {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, 16, 4).write(scenes);
    new ShardImport(
            FolderSource.open(SceneFolder.trainImages(scenes), ImageSource.Layout.FOLDER),
            folder.resolve("train"),
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
    new ShardImport(
            MaskFolders.open(
                SceneFolder.valImages(scenes),
                SceneFolder.valLabels(scenes),
                SceneFolder.classes(scenes)),
            folder.resolve("val"),
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
  }
}
