package org.densesiam.trainer.quickstart;

import java.nio.file.Path;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.MaskFolders;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;

/**
 * The data of a quick start: scenes, and what {@code densesiam import} makes of them.
 *
 * @param scenes folder of all scenes
 * @param train shards of the scenes to learn from, without labels
 * @param labelled the same with the class of each pixel, of which a few are used
 * @param heldOut shards of the others, with the class of each pixel
 */
record SceneShards(Path scenes, Path train, Path labelled, Path heldOut) {
  private static final int TRAINING_SCENES = 1024;
  private static final int HELD_OUT_SCENES = 64;
  private static final long SEED = 1;

  /** Makes what is not there yet below {@code folder}. */
  static SceneShards make(Path folder, ProgressDisplay display) {
    Path scenes = folder.resolve("scenes");
    try (Progress making = display.start("scenes", "scenes", TRAINING_SCENES + HELD_OUT_SCENES)) {
      new SceneFolder(SEED, TRAINING_SCENES, HELD_OUT_SCENES).write(scenes);
      making.update(TRAINING_SCENES + HELD_OUT_SCENES, "");
    }
    SceneShards shards =
        new SceneShards(
            scenes,
            folder.resolve("shards/train"),
            folder.resolve("shards/labelled"),
            folder.resolve("shards/val"));
    importImages(
        FolderSource.open(SceneFolder.trainImages(scenes), ImageSource.Layout.FOLDER),
        shards.train,
        display);
    importImages(
        MaskFolders.open(
            SceneFolder.valImages(scenes),
            SceneFolder.valLabels(scenes),
            SceneFolder.classes(scenes)),
        shards.heldOut,
        display);
    importImages(
        MaskFolders.open(
            SceneFolder.trainImages(scenes),
            SceneFolder.trainLabels(scenes),
            SceneFolder.classes(scenes)),
        shards.labelled,
        display);
    return shards;
  }

  private static void importImages(ImageSource source, Path to, ProgressDisplay display) {
    String name = "import " + to.getFileName();
    try (Progress progress = display.start(name, "images", source.images().size())) {
      new ShardImport(source, to, ImportOptions.DEFAULT, Runtime.getRuntime().availableProcessors())
          .run(counts -> progress.update(counts.imagesDone(), ""));
    }
  }

  /** The photographs that are not trained on. */
  Path heldOutImages() {
    return SceneFolder.valImages(scenes);
  }
}
