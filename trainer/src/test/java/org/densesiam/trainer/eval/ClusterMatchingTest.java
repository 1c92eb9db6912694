package org.densesiam.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Collections2;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterMatchingTest {

  @Test
  void clusterOfClass_greedyWouldFail_findsTheBest() {
    // Class 0 likes cluster 0 best (9), but class 1 has nothing else: 8 + 7 > 9 + 0.
    ConfusionMatrix confusion = matrix(new long[][] {{9, 8}, {7, 0}});

    assertThat(ClusterMatching.clusterOfClass(confusion))
        .containsExactly(OptionalInt.of(1), OptionalInt.of(0));
  }

  @Test
  void clusterOfClass_fewerClusters_leavesTheClassThatLosesLeast() {
    ConfusionMatrix confusion = matrix(new long[][] {{5, 1}, {4, 1}, {0, 3}});

    assertThat(ClusterMatching.clusterOfClass(confusion))
        .containsExactly(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.of(1));
  }

  @Test
  void clusterOfClass_moreClusters_leavesClustersOver() {
    ConfusionMatrix confusion = matrix(new long[][] {{1, 5, 2, 0}, {0, 6, 0, 2}});

    assertThat(ClusterMatching.clusterOfClass(confusion)) // 2 + 6 > 5 + 2
        .containsExactly(OptionalInt.of(2), OptionalInt.of(1));
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "3, 6", "6, 3", "1, 4", "4, 1"})
  void clusterOfClass_anyShape_agreesOnAsManyPixelsAsTheBestOfAllWays(int classes, int clusters) {
    Random random = new Random(31L * classes + clusters);
    for (int trial = 0; trial < 20; trial++) {
      long[][] counts = new long[classes][clusters];
      for (long[] row : counts) {
        for (int i = 0; i < row.length; i++) {
          row[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(1000);
        }
      }
      ImmutableList<OptionalInt> found = ClusterMatching.clusterOfClass(matrix(counts));

      long agreeing = 0;
      for (int each = 0; each < classes; each++) {
        agreeing += found.get(each).isPresent() ? counts[each][found.get(each).getAsInt()] : 0;
      }
      assertThat(agreeing).isEqualTo(best(counts));
      assertThat(found.stream().filter(OptionalInt::isPresent))
          .hasSize(Math.min(classes, clusters))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void clusterOfClass_manyMoreClustersThanClasses_isFound() {
    long[][] counts = new long[27][128]; // COCO-Stuff's classes, the auxiliary head's clusters
    for (int each = 0; each < 27; each++) {
      for (int cluster = 0; cluster < 128; cluster++) {
        counts[each][cluster] = cluster == 4 * each + 3 ? 1_000_000_000L : (each * cluster) % 97;
      }
    }

    assertThat(ClusterMatching.clusterOfClass(matrix(counts)))
        .isEqualTo(
            IntStream.range(0, 27)
                .mapToObj(each -> OptionalInt.of(4 * each + 3))
                .collect(ImmutableList.toImmutableList()));
  }

  /** By trying all ways to order the longer side. */
  private static long best(long[][] counts) {
    int classes = counts.length;
    int clusters = counts[0].length;
    int longer = Math.max(classes, clusters);
    long best = 0;
    for (List<Integer> order :
        Collections2.permutations(IntStream.range(0, longer).boxed().toList())) {
      long sum = 0;
      for (int i = 0; i < Math.min(classes, clusters); i++) {
        sum += classes < clusters ? counts[i][order.get(i)] : counts[order.get(i)][i];
      }
      best = Math.max(best, sum);
    }
    return best;
  }

  private static ConfusionMatrix matrix(long[][] counts) {
    ImmutableList.Builder<List<Long>> rows = ImmutableList.builder();
    for (long[] row : counts) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return ConfusionMatrix.of(rows.build());
  }
}
