package org.densesiam.trainer.finetune;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Ints;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.data.labelled.LabelCensus;
import org.densesiam.data.labelled.LabelledSubset;
import org.densesiam.trainer.run.LabelList;

/** How many of the labelled images are learned from, or which. */
public sealed interface LabelAmount {

  /** So many images. */
  record Count(int images) implements LabelAmount {
    /** Checks that there is one. */
    public Count {
      checkArgument(
          images >= 1, "--labels must be at least 1 image: %s; leave it out for all", images);
    }

    @Override
    public LabelledSubset of(LabelCensus census, long seed) {
      int all = census.images().size();
      checkArgument(
          images <= all,
          "--labels is %s, but there are only %s labelled images; leave it out for all",
          images,
          all);
      return LabelledSubset.draw(census, images, seed);
    }
  }

  /** Such a share of the images, rounded, at least one. */
  record Share(double share) implements LabelAmount {
    /** Checks that it is one. */
    public Share {
      checkArgument(
          share > 0 && share <= 1, "--labels must be above 0% and at most 100%: %s%", 100 * share);
    }

    @Override
    public LabelledSubset of(LabelCensus census, long seed) {
      long images = Math.max(1, Math.round(share * census.images().size()));
      return LabelledSubset.draw(census, Math.toIntExact(images), seed);
    }
  }

  /** These images. */
  record Listed(ImmutableSet<String> names) implements LabelAmount {
    @Override
    public LabelledSubset of(LabelCensus census, long seed) {
      return LabelledSubset.named(census, names);
    }
  }

  /**
   * The images.
   *
   * @param seed that they are drawn by
   * @throws IllegalArgumentException if there are not as many
   */
  LabelledSubset of(LabelCensus census, long seed);

  /**
   * From the command line.
   *
   * @param text {@code 40}, {@code 10%}, or the path of a list, such as a run's {@code
   *     labelled-images.txt}
   * @throws IllegalArgumentException if it is none of them
   */
  static LabelAmount parse(String text) {
    Integer count = Ints.tryParse(text);
    if (count != null) {
      return new Count(count);
    }
    if (text.endsWith("%")) {
      Double percent = Doubles.tryParse(text.substring(0, text.length() - 1));
      checkArgument(percent != null, "--labels takes a share such as 10%: %s", text);
      return new Share(percent / 100);
    }
    checkArgument(
        Files.isRegularFile(Path.of(text)),
        "--labels takes a number of images such as 40, a share such as 10%, or a file with a name"
            + " a line: \"%s\" is none of them",
        text);
    return new Listed(LabelList.read(Path.of(text)));
  }
}
