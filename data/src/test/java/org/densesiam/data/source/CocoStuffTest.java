package org.densesiam.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.PixelClass.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoStuffTest {
  @TempDir Path coco;
  private Path list = Path.of("");

  @BeforeEach
  void makeTree() throws IOException {
    touch("images/train2017/000000000009.jpg", "annotations/train2017/000000000009.png");
    touch("images/train2017/000000000025.jpg", "annotations/train2017/000000000025.png");
    touch("images/val2017/000000000139.jpg", "annotations/val2017/000000000139.png");
    list = coco.resolve("curated.txt");
  }

  @Test
  void open_list_findsItsImagesInBothSplits() throws IOException {
    Files.writeString(list, "000000000139\n000000000009\n");

    ImageSource source = CocoStuff.open(coco, list);

    assertThat(source.images())
        .extracting(SourceImage::name)
        .containsExactly("images/train2017/000000000009.jpg", "images/val2017/000000000139.jpg");
    assertThat(source.images())
        .extracting(image -> image.labelFile().orElseThrow().file())
        .containsExactly(
            coco.resolve("annotations/train2017/000000000009.png"),
            coco.resolve("annotations/val2017/000000000139.png"));
    assertThat(source.file(source.images().get(0))).isRegularFile();
    assertThat(source.explanation()).contains("COCO-Stuff in 27 super-categories");
  }

  @Test
  void open_listWithEndingsBlanksAndRepeats_isUnderstood() throws IOException {
    Files.writeString(list, "train2017/000000000009.jpg\r\n\r\n 000000000009 \n");

    assertThat(CocoStuff.open(coco, list).images()).hasSize(1);
  }

  @Test
  void open_missingImagesOrLabels_areCountedAndNamed() throws IOException {
    Files.writeString(list, "000000000009\n000000000001\n000000000002\n");
    assertRefused(
        "2 of 3 listed images have no image %s/{train2017,val2017}/*.jpg: 000000000001, 000000000002"
            .formatted(coco.resolve("images")));

    touch("images/val2017/000000000001.jpg", "images/val2017/000000000002.jpg");
    assertRefused("2 of 3 listed images have no label map " + coco.resolve("annotations"));
  }

  @Test
  void open_noListOrAnEmptyOne_isNamed() throws IOException {
    assertRefused("curated.txt does not exist; give a list of images");
    Files.writeString(list, "\n\n");
    assertRefused("curated.txt lists no images");
  }

  @Test
  void open_otherFolder_saysWhatItShouldHold() {
    Path other = coco.resolve("images");
    assertThatThrownBy(() -> CocoStuff.open(other, list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other + " has no folders images and annotations");
  }

  @ParameterizedTest
  @CsvSource({
    "0, person", // COCO's ids less one: person,
    "1, vehicle", // bicycle,
    "16, animal", // dog,
    "26, accessory", // backpack,
    "51, food-thing", // banana,
    "61, furniture-thing", // chair,
    "71, electronic", // tv,
    "89, indoor", // toothbrush;
    "92, textile", // blanket,
    "93, plant", // branch,
    "94, building", // bridge,
    "105, sky", // clouds,
    "177, water" // water-other
  })
  void meaningOf_fineCategory_isItsSuperCategory(int value, String name) {
    LabelValues values = CocoCategories.VALUES;
    assertThat(values.classes().get(values.meaningOf(value)).name()).isEqualTo(name);
  }

  @Test
  void meaningOf_valuesOutside_isUnknownBut255() {
    LabelValues values = CocoCategories.VALUES;
    assertThat(values.meaningOf(181)).isEqualTo(24);
    assertThat(values.meaningOf(182)).isEqualTo(LabelValues.UNKNOWN);
    assertThat(values.meaningOf(255)).isEqualTo(PixelClass.IGNORED);
    assertThat(values.expected()).isEqualTo("0 to 181 and 255");
  }

  @Test
  void classes_areTwelveThingsThenFifteenStuff() {
    assertThat(CocoCategories.VALUES.classes())
        .extracting(PixelClass::kind)
        .startsWith(Optional.of(Kind.THING))
        .endsWith(Optional.of(Kind.STUFF))
        .hasSize(27);
    assertThat(CocoCategories.VALUES.classes().get(11).kind()).isEqualTo(Optional.of(Kind.THING));
    assertThat(CocoCategories.VALUES.classes().get(12).kind()).isEqualTo(Optional.of(Kind.STUFF));
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(() -> CocoStuff.open(coco, list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Path file = coco.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }
}
