package org.densesiam.export.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.densesiam.export.ArrayAssert;
import org.densesiam.export.BackboneExport;
import org.densesiam.export.TestImages;
import org.densesiam.export.TrainedRun;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.DenseSiamConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageModelTest {
  @TempDir private static Path folder;
  private static ImageModel model;

  @BeforeAll
  static void export() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.MASKS, Precision.FP32);
    ModelFolder target = new ModelFolder(folder.resolve("model"));
    try (TrainedRun run = new TrainedRun(config)) {
      BackboneExport.of(config, TestImages.IMAGENET, 32)
          .write(run.save(folder), target, 1, ImmutableMap.of());
    }
    model = ImageModel.load(target.path());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void run_fromEightThreads_isRightEveryTime() throws Exception {
    List<ImmutableList<RgbImage>> calls = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(TestImages.of(i + 1, 32 + 16 * i, 64));
      expected.add(pooled(calls.get(i)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        ImmutableList<RgbImage> call = calls.get(i % 4);
        answers.add(threads.submit(() -> pooled(call)));
      }
      for (int i = 0; i < 80; i++) {
        assertThat(answers.get(i).get()).as("call %s", i).hasSameSizeAs(expected.get(i % 4));
        assertThat(answers.get(i).get())
            .as("call %s", i)
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(expected.get(i % 4));
      }
    } finally {
      threads.shutdown();
    }
  }

  private static float[] pooled(List<RgbImage> images) {
    return ArrayAssert.values(model.run("serving_default", images, "pooled").floats("pooled"));
  }

  @Test
  void run_imagesOfDifferentSizes_namesBoth() {
    List<RgbImage> images =
        List.of(TestImages.of(1, 32, 32).get(0), TestImages.of(1, 32, 64).get(0));
    assertThatThrownBy(() -> model.run("serving_default", images))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the images of one call must be of one size: found 32 x 32 pixels and 32 x 64 pixels");
  }

  @Test
  void run_unknownOutput_saysWhatThereIs() {
    assertThatThrownBy(() -> model.run("embed", TestImages.of(1, 32, 32), "res6"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("has no output \"res6\"; it has [embedding]");
  }

  @Test
  void run_signatureThatTakesFiles_saysWhatItTakes() {
    assertThatThrownBy(() -> model.run("image_bytes", TestImages.of(1, 32, 32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("takes [image_bytes], not \"images\"");
  }

  @Test
  void load_folderThatIsNoModel_saysWhatWasExpected() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> ImageModel.load(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(empty + " holds no model");
    assertThatThrownBy(() -> ImageModel.load(folder.resolve("missing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no model folder %s", folder.resolve("missing"));
  }

  @Test
  void load_brokenModel_isOneSentence() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken/1"));
    Files.writeString(broken.resolve("saved_model.pb"), "no model");
    assertThatThrownBy(() -> ImageModel.load(folder.resolve("broken")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(broken + " is not a SavedModel that can be loaded");
  }

  @Test
  void load_withoutItsVariables_namesWhatIsMissing() throws Exception {
    Path copy = folder.resolve("copy");
    Path variables = Files.createDirectories(copy.resolve("variables"));
    Files.copy(model.folder().resolve("saved_model.pb"), copy.resolve("saved_model.pb"));
    assertMissing(copy, "variables.index and variables.data-*");

    Path index = model.folder().resolve("variables/variables.index");
    Files.copy(index, variables.resolve("variables.index"));
    assertMissing(copy, "variables.data-*");

    Files.delete(variables.resolve("variables.index"));
    Files.delete(variables);
    assertMissing(copy, "variables.index and variables.data-*");
  }

  private static void assertMissing(Path folder, String files) {
    assertThatThrownBy(() -> ImageModel.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s has no weights: %s is missing in %s; copy the whole folder again, or export again",
            folder, files, folder.resolve("variables"));
  }
}
