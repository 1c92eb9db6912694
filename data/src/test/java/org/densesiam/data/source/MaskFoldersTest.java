package org.densesiam.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskFoldersTest {
  @TempDir Path folder;
  private Path images = Path.of("");
  private Path labels = Path.of("");
  private Path classes = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    labels = Files.createDirectory(folder.resolve("labels"));
    classes = Files.writeString(folder.resolve("classes.txt"), "sky\n");
  }

  @Test
  void open_folders_pairByNameWithoutEnding() throws IOException {
    touch(images, "b/1.jpeg", "a.png", "notes.txt");
    touch(labels, "b/1.png", "a.PNG", "c.png", "colours.txt");

    ImageSource source = open();

    assertThat(source.images())
        .extracting(SourceImage::name, image -> image.labelFile().map(SourceImage.LabelFile::file))
        .containsExactly(
            tuple("a.png", Optional.of(labels.resolve("a.PNG"))),
            tuple("b/1.jpeg", Optional.of(labels.resolve("b/1.png"))));
    assertThat(source.labelValues()).isPresent();
    assertThat(source.layout()).isEqualTo(ImageSource.Layout.FOLDER);
    assertThat(source.ignoredFiles()).as("notes.txt and c.png").isEqualTo(2);
    assertThat(source.explanation())
        .isEqualTo(
            "%s is read with a label map for each image from %s; classes in %s: 1"
                .formatted(images, labels, classes));
  }

  @Test
  void open_missingLabels_areCountedAndTheFirstNamed() throws IOException {
    touch(images, "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg");
    touch(labels, "3.png", "4.jpg");

    assertRefused(
        "4 of 5 images have no label map in %s: 1.jpg, 2.jpg, 4.jpg, ...; add PNGs of the same names, or leave those images out"
            .formatted(labels));
  }

  @Test
  void open_imagesOfOneName_areRefused() throws IOException {
    touch(images, "1.jpg", "1.png");
    touch(labels, "1.png");

    assertRefused("has both 1.jpg and 1.png, for which the same label map would count");
  }

  @Test
  void open_missingFolders_areNamed() throws IOException {
    assertRefused("images holds no image files");
    touch(images, "1.jpg");
    Files.delete(labels);
    assertRefused("labels does not exist; give a folder of label maps");
    Files.createFile(labels);
    assertRefused("labels is not a folder");
  }

  private ImageSource open() {
    return MaskFolders.open(images, labels, classes);
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private static void touch(Path folder, String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }
}
