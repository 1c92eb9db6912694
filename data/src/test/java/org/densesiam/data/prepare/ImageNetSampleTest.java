package org.densesiam.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.shard.ImportOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import on real photographs. */
class ImageNetSampleTest {
  private static final Path SAMPLE = Path.of("../../shared/data/imagenet-sample");

  @TempDir Path folder;

  @Test
  void run_imageNetSample_keepsAllWithLabelsAndSynsets() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLE), "needs the photographs of " + SAMPLE);

    ShardImport.Summary summary =
        ImportFixture.run(SAMPLE, folder.resolve("to"), ImportOptions.DEFAULT);

    ImmutableList<String> classes = summary.manifest().classes();
    assertThat(summary.manifest().records()).isEqualTo(450);
    assertThat(summary.rejected()).isZero();
    assertThat(classes).hasSize(450).isSorted().startsWith("n01440764");
    for (ImageRecord image : ImportFixture.records(summary.folder())) {
      String synset = image.filename().substring(0, image.filename().indexOf('/'));
      assertThat(image.label()).contains(new ImageRecord.Label(classes.indexOf(synset), synset));
    }
  }
}
