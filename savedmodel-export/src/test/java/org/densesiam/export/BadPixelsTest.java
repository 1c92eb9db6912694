package org.densesiam.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.DenseSiamConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TUint8;

/** Pixels as a server gets them: it feeds whatever was sent. */
final class BadPixelsTest {
  @TempDir private static Path folder;
  private static SavedModelBundle backbone;
  private static SavedModelBundle segmenter;

  @BeforeAll
  static void export() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.GRID, Precision.FP32);
    try (TrainedRun run = new TrainedRun(config)) {
      ModelFolder target = new ModelFolder(folder.resolve("backbone"));
      backbone =
          load(
              BackboneExport.of(config, TestImages.IMAGENET, 32)
                  .write(run.save(folder), target, 1, ImmutableMap.of()));
    }
    try (SegmentingRun run = new SegmentingRun()) {
      segmenter = load(run.export(folder, Precision.FP32, Optional.empty()));
    }
  }

  private static SavedModelBundle load(Path version) {
    return SavedModelBundle.load(version.toString(), "serve");
  }

  @AfterAll
  static void close() {
    backbone.close();
    segmenter.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'2,8,8,1', 'images must be RGB, [N, H, W, 3], but their shape is] [2 8 8 1]'",
    "'2,8,8,4', 'images must be RGB, [N, H, W, 3], but their shape is] [2 8 8 4]'",
    "'8,8,3', 'images must be RGB, [N, H, W, 3], but their shape is] [8 8 3]'",
    "'0,8,8,3', 'images must not be empty, but its shape is] [0 8 8 3]'",
    "'2,0,8,3', 'images must not be empty, but its shape is] [2 0 8 3]'"
  })
  void images_ofAnotherShape_areRefusedByName(String shape, String sentence) {
    assertThatThrownBy(() -> pooled(shape)).hasMessageContaining(sentence);
    assertThatThrownBy(() -> labels(shape)).hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({"'1,1,1,3'", "'3,1,1,3'", "'1,10000,10,3'", "'1,10,10000,3'"})
  void images_tinyOrLong_areAnswered(String shape) {
    assertThat(pooled(shape)).isEqualTo(Shape.of(parse(shape).get(0), 16));
    assertThat(labels(shape)).isEqualTo(parse(shape).take(3));
  }

  @Test
  void refusal_doesNotHurtTheNextCall() {
    assertThatThrownBy(() -> pooled("1,8,8,4")).hasMessageContaining("images must be RGB");
    assertThat(pooled("1,8,8,3")).isEqualTo(Shape.of(1, 16));
  }

  private static Shape pooled(String shape) {
    return answer(backbone, "pooled", shape);
  }

  private static Shape labels(String shape) {
    return answer(segmenter, "labels", shape);
  }

  private static Shape answer(SavedModelBundle model, String output, String shape) {
    SignatureDef signature = model.metaGraphDef().getSignatureDefOrThrow("serving_default");
    try (TUint8 images = TUint8.tensorOf(parse(shape));
        Result result =
            model
                .session()
                .runner()
                .feed(signature.getInputsOrThrow("images").getName(), images)
                .fetch(signature.getOutputsOrThrow(output).getName())
                .run()) {
      return result.get(0).shape();
    }
  }

  private static Shape parse(String shape) {
    return Shape.of(Splitter.on(',').splitToStream(shape).mapToLong(Long::parseLong).toArray());
  }
}
