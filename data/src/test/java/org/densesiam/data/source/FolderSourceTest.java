package org.densesiam.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.ImageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
  @TempDir Path folder;

  @Test
  void open_anyFolder_listsPicturesRecursivelySorted() throws IOException {
    make("b.PNG", "a/z.jpg", "a/b/c.JPEG", "B.webp", "a/notes.txt", ".hidden.jpg", ".git/x.jpg");

    FolderSource source = FolderSource.open(folder, ImageSource.Layout.AUTO);

    assertThat(source.images())
        .extracting(SourceImage::name)
        .containsExactly("B.webp", "a/b/c.JPEG", "a/z.jpg", "b.PNG");
    assertThat(source.images()).allMatch(image -> image.label().isEmpty() && image.bytes() == 4);
    assertThat(source.file(source.images().get(1))).isEqualTo(folder.resolve("a/b/c.JPEG"));
    assertThat(source.layout()).isEqualTo(ImageSource.Layout.FOLDER);
    assertThat(source.ignoredFiles()).as("notes.txt and .hidden.jpg").isEqualTo(2);
    assertThat(source.classes()).isEmpty();
  }

  @Test
  void open_imageNetRoot_readsTrainWithLabels() throws IOException {
    make("train/n02084071/b.JPEG", "train/n01440764/a.JPEG", "val/n01440764/v.JPEG");

    FolderSource source = FolderSource.open(folder, ImageSource.Layout.AUTO);

    assertThat(source.layout()).isEqualTo(ImageSource.Layout.IMAGENET);
    assertThat(source.classes()).containsExactly("n01440764", "n02084071");
    assertThat(source.images())
        .extracting(SourceImage::name)
        .containsExactly("n01440764/a.JPEG", "n02084071/b.JPEG");
    assertThat(source.images().get(1).label()).contains(new ImageRecord.Label(1, "n02084071"));
    assertThat(source.explanation()).contains("2 classes").contains("only train/ is read");
  }

  @Test
  void open_folderOfSynsets_isImageNetToo() throws IOException {
    make("n02084071/b.JPEG", "n01440764/a.JPEG", "readme.jpg");

    FolderSource source = FolderSource.open(folder, ImageSource.Layout.AUTO);

    assertThat(source.layout()).isEqualTo(ImageSource.Layout.IMAGENET);
    assertThat(source.images()).hasSize(2);
    assertThat(source.ignoredFiles()).as("the picture outside of all classes").isEqualTo(1);
  }

  @Test
  void open_oneFolderNotNamedAsSynset_isAnyFolder() throws IOException {
    make("n02084071/b.JPEG", "others/a.JPEG");

    assertThat(FolderSource.open(folder, ImageSource.Layout.AUTO).layout())
        .isEqualTo(ImageSource.Layout.FOLDER);
  }

  @Test
  void open_layoutAsked_overridesDetection() throws IOException {
    make("n02084071/b.JPEG", "n01440764/a.JPEG");
    FolderSource asFolder = FolderSource.open(folder, ImageSource.Layout.FOLDER);
    assertThat(asFolder.images()).extracting(SourceImage::label).containsOnly(Optional.empty());

    Path pets = Files.createDirectories(folder.resolve("pets"));
    make("pets/cat/1.jpg", "pets/dog/1.jpg");
    FolderSource asClasses = FolderSource.open(pets, ImageSource.Layout.IMAGENET);
    assertThat(asClasses.classes()).containsExactly("cat", "dog");
    assertThat(asClasses.images().get(1).label()).contains(new ImageRecord.Label(1, "dog"));
  }

  @Test
  void open_linkToFolder_isFollowedAndALoopIsNot() throws IOException {
    make("real/a.jpg", "from/b.jpg");
    Files.createSymbolicLink(folder.resolve("from/link"), folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("from/loop"), folder.resolve("from"));

    assertThat(FolderSource.open(folder.resolve("from"), ImageSource.Layout.AUTO).images())
        .extracting(SourceImage::name)
        .containsExactly("b.jpg", "link/a.jpg");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // macOS refuses such names
  void open_nameThatIsNoText_isListedAsFaultyByItsBytes() throws Exception {
    make("from/a.jpg");
    Path from = folder.resolve("from");
    SpecialFiles.copyToName(from.resolve("a.jpg"), from, "caf\\351.jpg");
    SpecialFiles.copyToName(from.resolve("a.jpg"), from, "caf\\350.jpg");

    FolderSource source = FolderSource.open(from, ImageSource.Layout.AUTO);

    assertThat(source.images())
        .extracting(SourceImage::name)
        .containsExactly("a.jpg", "caf%E8.jpg", "caf%E9.jpg");
    assertThat(source.images()).extracting(SourceImage::bytes).containsOnly(4L);
    assertThat(source.images().get(0).fault()).isEmpty();
    assertThat(source.images().get(2).fault().orElseThrow())
        .startsWith("expected a name in the encoding ");
    assertThatThrownBy(() -> ImageFile.read(source, source.images().get(2)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("expected a name in the encoding ");
  }

  @Test
  void open_nothingToRead_saysWhatIsThere() throws IOException {
    make("notes.txt");

    assertThatThrownBy(() -> FolderSource.open(folder, ImageSource.Layout.AUTO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder + " holds no image files (1 other files)");
    assertThatThrownBy(() -> FolderSource.open(folder.resolve("no"), ImageSource.Layout.AUTO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no does not exist");
    assertThatThrownBy(
            () -> FolderSource.open(folder.resolve("notes.txt"), ImageSource.Layout.AUTO))
        .hasMessageContaining("is not a folder");
    assertThatThrownBy(() -> FolderSource.open(folder, ImageSource.Layout.IMAGENET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no class folders");
  }

  private void make(String... files) throws IOException {
    for (String name : files) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "fake");
    }
  }
}
