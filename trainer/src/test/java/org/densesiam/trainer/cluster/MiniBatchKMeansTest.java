package org.densesiam.trainer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class MiniBatchKMeansTest {

  @Test
  void update_movesACentroidByTheBatchesShareOfItsPoints() {
    MiniBatchKMeans kMeans = new MiniBatchKMeans(new float[] {2, 4}, new float[] {3});

    kMeans.update(new float[] {10, 0}, new float[] {1});

    // 1 of 4 points: 2 + (10 - 2) / 4 and 4 + (0 - 4) / 4.
    assertThat(kMeans.centroids()).containsExactly(4, 3);
  }

  @Test
  void update_withoutAPointOfACluster_leavesItWhereItIs() {
    MiniBatchKMeans kMeans = new MiniBatchKMeans(new float[] {2, 7}, new float[] {3, 5});

    kMeans.update(new float[] {10, 0}, new float[] {1, 0});

    assertThat(kMeans.centroids()).containsExactly(4, 7);
  }

  @Test
  void update_ofAClusterThatHasHadNoPoint_goesToTheMeanOfItsFirst() {
    MiniBatchKMeans kMeans = new MiniBatchKMeans(new float[] {9}, new float[] {0});

    kMeans.update(new float[] {6}, new float[] {3});

    assertThat(kMeans.centroids()).containsExactly(2);
  }

  @Test
  void centroids_afterManyBatches_areTheMeansOfAllPointsTheyEverHad() {
    int clusters = 3;
    Random random = new Random(1);
    float[] start = {-5, 0, 5};
    double[] sums = {-5, 0, 5};
    double[] counts = {1, 1, 1};
    MiniBatchKMeans kMeans = new MiniBatchKMeans(start, new float[] {1, 1, 1});
    for (int batch = 0; batch < 50; batch++) {
      float[] centroids = kMeans.centroids();
      double[] batchSums = new double[clusters];
      int[] sizes = new int[clusters];
      for (int i = 0; i < 20; i++) {
        double point = 6 * random.nextGaussian();
        int nearest = 0;
        for (int k = 1; k < clusters; k++) {
          if (Math.abs(point - centroids[k]) < Math.abs(point - centroids[nearest])) {
            nearest = k;
          }
        }
        batchSums[nearest] += point;
        sizes[nearest]++;
      }
      float[] given = new float[clusters];
      float[] givenSizes = new float[clusters];
      for (int k = 0; k < clusters; k++) {
        sums[k] += batchSums[k];
        counts[k] += sizes[k];
        given[k] = (float) batchSums[k];
        givenSizes[k] = sizes[k];
      }
      kMeans.update(given, givenSizes);
    }

    for (int k = 0; k < clusters; k++) {
      assertThat((double) kMeans.centroids()[k])
          .as("centroid %s", k)
          .isCloseTo(sums[k] / counts[k], within(1e-5));
    }
  }

  @Test
  void update_ofAnotherNumberOfClusters_isRefused() {
    MiniBatchKMeans kMeans = new MiniBatchKMeans(new float[] {1, 2}, new float[] {1, 1});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> kMeans.update(new float[] {1}, new float[] {1}))
        .withMessage("a batch of 2 sums of 2 clusters, found 1 of 1");
  }
}
