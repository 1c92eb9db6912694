package org.densesiam.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.export.ArrayAssert.assertThatArray;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.savedmodel.InferenceGraph;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.DenseSiamConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackboneExportTest {
  private static final int SIDE_PX = 48;

  @TempDir private Path folder;

  private ModelFolder export(TrainedRun run, DenseSiamConfig config) {
    ModelFolder target = new ModelFolder(folder.resolve("model"));
    BackboneExport.of(config, TestImages.IMAGENET, SIDE_PX)
        .write(run.save(folder), target, 1, ImmutableMap.of());
    return target;
  }

  @Test
  void write_runWithoutMasks_hasNoMasksSignature() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.GRID, Precision.FP32);
    try (TrainedRun run = new TrainedRun(config);
        ImageModel model = ImageModel.load(export(run, config).path())) {
      assertThat(model.signatures()).containsExactly("embed", "image_bytes", "serving_default");
      assertThatThrownBy(() -> model.run("masks", TestImages.of(1, 32, 32)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(
              "has no signature \"masks\"; it has [embed, image_bytes, serving_default]");
    }
  }

  @Test
  void write_runInBf16_computesInFp32() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.MASKS, Precision.BF16);
    ImmutableList<RgbImage> images = TestImages.of(1, 64, 64);
    try (TrainedRun run = new TrainedRun(config);
        ImageModel model = ImageModel.load(export(run, config).path())) {
      assertThatArray(model.run("serving_default", images, "res5").floats("res5"))
          .isCloseTo(
              run.features(TestImages.normalised(images, TestImages.IMAGENET)).get(3),
              1e-5,
              "float32 weights, float32 computation");
    }
  }

  @Test
  void write_inBf16_answersInFloat32AndIsNear() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.MASKS, Precision.BF16);
    ImmutableList<RgbImage> images = TestImages.of(1, 64, 64);
    ModelFolder target = new ModelFolder(folder.resolve("model"));
    try (TrainedRun run = new TrainedRun(config)) {
      new BackboneExport(config, TestImages.IMAGENET, Precision.BF16, SIDE_PX)
          .write(run.save(folder), target, 1, ImmutableMap.of());
      try (ImageModel model = ImageModel.load(target.path())) {
        assertThatArray(model.run("serving_default", images, "res5").floats("res5"))
            .isCloseTo(
                run.features(TestImages.normalised(images, TestImages.IMAGENET)).get(3),
                0.05, // some 20 layers of 8 significant bits, 2^-8 each
                "bfloat16 computation");
      }
    }
  }

  @Test
  void signatures_variables_areThoseOfBackboneAndMasksAlone() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.MASKS, Precision.FP32);
    try (TrainedRun run = new TrainedRun(config);
        InferenceGraph graph =
            InferenceGraph.build(
                BackboneExport.of(config, TestImages.IMAGENET, SIDE_PX)::signatures)) {
      List<String> needed =
          run.variables().stream()
              .map(Variable::name)
              .filter(name -> name.matches("(backbone|projector|mask_head)\\..*"))
              .toList();
      assertThat(graph.variables().stream().map(Variable::name).toList()).isEqualTo(needed);
      assertThat(needed).as("ResNet-18: 20 convolutions, 20 batch norms").hasSizeGreaterThan(100);
      assertThat(run.variables()).as("training has more").hasSizeGreaterThan(needed.size());
    }
  }

  @Test
  void write_keepsTextsThatTravelAlong() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.GRID, Precision.FP32);
    ModelFolder target = new ModelFolder(folder.resolve("model"));
    try (TrainedRun run = new TrainedRun(config)) {
      Path version =
          BackboneExport.of(config, TestImages.IMAGENET, SIDE_PX)
              .write(run.save(folder), target, 7, ImmutableMap.of("a.json", "{}"));
      try (ImageModel model = ImageModel.load(version)) {
        assertThat(model.folder()).isEqualTo(target.path().resolve("7"));
        assertThat(model.extra("a.json")).contains("{}");
      }
    }
  }

  @Test
  void write_noCheckpoint_saysWhichFileIsMissing() {
    BackboneExport export =
        BackboneExport.of(
            TrainedRun.tiny(Variant.GRID, Precision.FP32), TestImages.IMAGENET, SIDE_PX);
    ModelFolder target = new ModelFolder(folder.resolve("model"));
    Path missing = folder.resolve("step-9");
    assertThatThrownBy(() -> export.write(missing, target, 1, ImmutableMap.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no checkpoint %s: %s.index is missing", missing, missing);
  }

  @Test
  void write_checkpointOfAnotherNetwork_namesTheVariableAndLeavesNoVersion() {
    DenseSiamConfig trained = TrainedRun.tiny(Variant.GRID, Precision.FP32); // no mask head
    DenseSiamConfig asked = TrainedRun.tiny(Variant.MASKS, Precision.FP32);
    ModelFolder target = new ModelFolder(folder.resolve("model"));
    try (TrainedRun run = new TrainedRun(trained)) {
      Path checkpoint = run.save(folder);
      assertThatThrownBy(
              () ->
                  BackboneExport.of(asked, TestImages.IMAGENET, SIDE_PX)
                      .write(checkpoint, target, 1, ImmutableMap.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mask_head")
          .hasMessageContaining(checkpoint.toString());
      assertThat(target.path()).as("neither a version nor a draft").isEmptyDirectory();
    }
  }
}
