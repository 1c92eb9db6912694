package org.densesiam.trainer.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

final class LibraryCacheTest {
  private static final File FOLDER = new File("/home/ada/.javacpp/cache");

  @Test
  void sentence_noRoom_saysWhereAndHowMuch() {
    assertThat(LibraryCache.sentence(FOLDER, 20_000_000, "no jnitensorflow in java.library.path"))
        .isEqualTo(
            "TensorFlow's libraries could not be unpacked into /home/ada/.javacpp/cache or loaded from there: it has 20 MB free, and they need 690; make room, or name another folder by DENSESIAM_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER");
  }

  @Test
  void sentence_withRoom_givesTheReason() {
    assertThat(LibraryCache.sentence(FOLDER, 5_000_000_000L, "libstdc++.so.6: no such file"))
        .contains("(libstdc++.so.6: no such file); delete the folder");
  }

  @Test
  void explain_libraryAtAnyDepth_isExplained_otherLinkageIsNot() {
    LinkageError initializer =
        new ExceptionInInitializerError(new UnsatisfiedLinkError("no jnitensorflow"));

    assertThat(LibraryCache.explain(initializer)).isPresent();
    assertThat(
            LibraryCache.explain(
                new NoClassDefFoundError(
                    "Could not initialize class org.tensorflow.internal.c_api.global.tensorflow")))
        .isPresent();
    assertThat(LibraryCache.explain(new NoClassDefFoundError("org/densesiam/Gone"))).isEmpty();
  }
}
