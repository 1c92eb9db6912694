package org.densesiam.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.densesiam.data.record.PixelClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the released code's evaluation: {@code units/evaluation.json} of the fixtures. */
final class GoldenEvaluationTest {
  private static final Path FIXTURE =
      Path.of(System.getProperty("golden.dir", "../../shared/golden"), "units/evaluation.json");
  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void matched_fixture_equalsTheReleasedCode(int index) throws IOException {
    assumeTrue(Files.exists(FIXTURE), "the golden fixtures are not beside this checkout");
    JsonNode expected = new ObjectMapper().readTree(FIXTURE.toFile()).get(index);
    int classes = expected.get("classes").asInt();
    ConfusionTally tally = new ConfusionTally(classes, classes);
    for (int i = 0; i < expected.get("labels").size(); i++) { // image by image
      tally.add(numbers(expected.get("labels").get(i)), numbers(expected.get("clusters").get(i)));
    }

    ConfusionMatrix confusion = tally.matrix();
    SegmentationScores scores =
        SegmentationScores.matched(confusion, anonymous(classes)).orElseThrow();

    assertThat(confusion.rows())
        .as("confusion")
        .isEqualTo(rows(expected.get("confusion_rows_are_classes")));
    assertThat(scores.meanIou()).isCloseTo(expected.get("mean_iou").asDouble(), ROUNDING);
    assertThat(scores.accuracy()).isCloseTo(expected.get("accuracy").asDouble(), ROUNDING);
    for (int each = 0; each < classes; each++) {
      SegmentationScores.OfClass score = scores.classes().get(each);
      JsonNode iou = expected.get("iou").get(each);
      assertThat(score.iou().isPresent()).as("IoU of class %s", each).isEqualTo(!iou.isNull());
      if (!iou.isNull()) {
        assertThat(score.iou().orElseThrow())
            .as("IoU %s", each)
            .isCloseTo(iou.asDouble(), ROUNDING);
      }
      if (score.pixels() > 0) { // clusters of absent classes are ties
        assertThat(score.cluster().orElseThrow())
            .as("cluster of class %s", each)
            .isEqualTo(expected.get("cluster_of_class").get(each).asInt());
      }
    }
    assertThat(scores.classes().stream().map(score -> score.cluster().orElseThrow()))
        .as("every cluster once")
        .doesNotHaveDuplicates();
  }

  private static ImmutableList<PixelClass> anonymous(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> PixelClass.named("class " + i))
        .collect(ImmutableList.toImmutableList());
  }

  private static int[] numbers(JsonNode map) {
    List<Integer> values = new ArrayList<>();
    map.forEach(row -> row.forEach(value -> values.add(value.asInt())));
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static ImmutableList<ImmutableList<Long>> rows(JsonNode matrix) {
    ImmutableList.Builder<ImmutableList<Long>> rows = ImmutableList.builder();
    for (JsonNode row : matrix) {
      ImmutableList.Builder<Long> cells = ImmutableList.builder();
      row.forEach(cell -> cells.add(cell.asLong()));
      rows.add(cells.build());
    }
    return rows.build();
  }
}
