package org.densesiam.data.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Features;

class ImageRecordTest {
  private static final ImageRecord LABELLED =
      new ImageRecord(
          ByteString.copyFromUtf8("not decoded here"),
          ImageRecord.Format.PNG,
          3,
          4,
          "n01440764/a.JPEG",
          Optional.of(new ImageRecord.Label(7, "n01440764")),
          Optional.of(ByteString.copyFromUtf8("a PNG of classes")));

  @Test
  void example_hasTheUsualImageNetKeys() {
    assertThat(new ExampleFeatures(LABELLED.toExample()).names())
        .containsExactly(
            "image/class/label",
            "image/class/synset",
            "image/encoded",
            "image/filename",
            "image/format",
            "image/height",
            "image/segmentation/class/encoded",
            "image/segmentation/class/format",
            "image/width");
  }

  @Test
  void example_withoutLabel_hasNoClassFeature() {
    assertThat(new ExampleFeatures(unlabelled().toExample()).names())
        .noneMatch(key -> key.contains("class"));
  }

  @Test
  void fromExample_isTheInverseOfToExample() throws InvalidProtocolBufferException {
    assertThat(ImageRecord.fromExample(LABELLED.toExample())).isEqualTo(LABELLED);
    assertThat(ImageRecord.fromExample(unlabelled().toExample())).isEqualTo(unlabelled());
  }

  @Test
  void fromExample_missingFeature_namesItAndWhatIsThere() {
    Example example = LABELLED.toExample();
    Features without =
        example.getFeatures().toBuilder().removeFeature(ImageFeatures.HEIGHT).build();

    assertThatThrownBy(
            () -> ImageRecord.fromExample(example.toBuilder().setFeatures(without).build()))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("expected one int64 in feature image/height, found 0")
        .hasMessageContaining("image/width");
  }

  @Test
  void parse_otherBytes_saysWhatWasExpected() {
    assertThatThrownBy(() -> ExampleFeatures.parse(ByteString.copyFrom(new byte[] {10, 99, 1})))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("expected a tf.train.Example");
  }

  private static ImageRecord unlabelled() {
    return new ImageRecord(
        LABELLED.encoded(),
        ImageRecord.Format.JPEG,
        3,
        4,
        "b.jpg",
        Optional.empty(),
        Optional.empty());
  }
}
