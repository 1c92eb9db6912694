package org.densesiam.data.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.util.stream.IntStream;
import org.densesiam.data.record.PixelClass;
import org.junit.jupiter.api.Test;

class LabelledSubsetTest {
  /** 100 images of classes 0 and 1, of which image 17 has class 2, too, and image 42 class 3. */
  private static final LabelCensus CENSUS =
      new LabelCensus(
          ImmutableList.of(
              PixelClass.named("sky"),
              PixelClass.named("road"),
              PixelClass.named("bus"),
              PixelClass.named("tram"),
              PixelClass.named("never")),
          IntStream.range(0, 100)
              .mapToObj(LabelledSubsetTest::image)
              .collect(ImmutableList.toImmutableList()));

  private static LabelledImage image(int number) {
    return new LabelledImage(
        number + ".jpg",
        switch (number) {
          case 17 -> ImmutableSortedSet.of(0, 1, 2);
          case 42 -> ImmutableSortedSet.of(0, 1, 3);
          default -> ImmutableSortedSet.of(0, 1);
        });
  }

  @Test
  void draw_takesTheRareClassesFirst() {
    for (long seed = 0; seed < 20; seed++) {
      LabelledSubset two = LabelledSubset.draw(CENSUS, 2, seed);

      assertThat(two.names()).containsExactlyInAnyOrder("17.jpg", "42.jpg");
      assertThat(two.missing()).isEmpty();
    }
  }

  @Test
  void draw_tooFewForAllClasses_namesThoseThatAreMissing_butNoneThatTheSetLacks() {
    LabelledSubset one = LabelledSubset.draw(CENSUS, 1, 1);

    assertThat(one.missing()).extracting(PixelClass::name).containsExactly("tram");
  }

  @Test
  void draw_more_beginsWithTheSame() {
    ImmutableList<String> ten = LabelledSubset.draw(CENSUS, 10, 5).names().asList();
    ImmutableList<String> forty = LabelledSubset.draw(CENSUS, 40, 5).names().asList();

    assertThat(forty).startsWith(ten.toArray(String[]::new));
  }

  @Test
  void draw_otherSeed_drawsOthers() {
    assertThat(LabelledSubset.draw(CENSUS, 10, 1).names())
        .isEqualTo(LabelledSubset.draw(CENSUS, 10, 1).names())
        .isNotEqualTo(LabelledSubset.draw(CENSUS, 10, 2).names());
  }

  @Test
  void draw_all_hasEveryImageOnce() {
    assertThat(LabelledSubset.draw(CENSUS, 100, 3).names()).hasSize(100);
  }

  @Test
  void draw_moreThanThereAre_saysHowMany() {
    assertThatThrownBy(() -> LabelledSubset.draw(CENSUS, 101, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 1 to 100 labelled images to take: 101");
  }

  @Test
  void named_stranger_isNamed() {
    assertThatThrownBy(() -> LabelledSubset.named(CENSUS, ImmutableSet.of("3.jpg", "x.jpg")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 of the 2 images")
        .hasMessageContaining("\"x.jpg\"")
        .hasMessageContaining("such as \"0.jpg\"");
  }

  @Test
  void named_keepsThoseAndSaysWhatIsMissing() {
    LabelledSubset subset = LabelledSubset.named(CENSUS, ImmutableSet.of("3.jpg", "42.jpg"));

    assertThat(subset.names()).containsExactly("3.jpg", "42.jpg");
    assertThat(subset.missing()).extracting(PixelClass::name).containsExactly("bus");
  }
}
