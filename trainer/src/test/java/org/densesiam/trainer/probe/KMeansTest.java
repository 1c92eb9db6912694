package org.densesiam.trainer.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KMeansTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void fit_threeBlobs_findsThemFromAnySeed(long seed) {
    FeatureBank bank = Blobs.bank(300, 1);

    LinearMap map = new KMeans(3, 100, seed).fit(bank);

    Map<Integer, Integer> clusterOfBlob = new HashMap<>();
    for (int i = 0; i < bank.size(); i++) {
      clusterOfBlob.putIfAbsent(bank.label(i), Blobs.answer(map, bank, i));
      assertThat(Blobs.answer(map, bank, i))
          .as("cluster of point %s of blob %s", i, bank.label(i))
          .isEqualTo(clusterOfBlob.get(bank.label(i)));
    }
    assertThat(clusterOfBlob.values()).doesNotHaveDuplicates();
  }

  @Test
  void fit_fourPointsOnALine_isTheArithmetic() {
    // Means 1 and 11, so the border lies at 6.
    FeatureBank bank = FeatureBank.of(new float[] {0, 2, 10, 12}, 1, new int[4]);

    LinearMap map = new KMeans(2, 100, 0).fit(bank);

    FeatureBank probes = FeatureBank.of(new float[] {5.9f, 6.1f, -3, 15}, 1, new int[4]);
    int low = Blobs.answer(map, probes, 0);
    assertThat(Blobs.answer(map, probes, 1)).isEqualTo(1 - low);
    assertThat(Blobs.answer(map, probes, 2)).isEqualTo(low);
    assertThat(Blobs.answer(map, probes, 3)).isEqualTo(1 - low);
  }

  @Test
  void fit_asManyClustersAsPointsOfWhichSomeAreEqual_staysFinite() {
    FeatureBank bank = FeatureBank.of(new float[] {1, 1, 1, 5, 5, 9}, 1, new int[6]);

    LinearMap map = new KMeans(6, 50, 0).fit(bank);

    for (int i = 0; i < bank.size(); i++) {
      assertThat(map.scores(bank, i)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }
    assertThat(Blobs.answer(map, bank, 0)).isNotEqualTo(Blobs.answer(map, bank, 5));
  }

  @Test
  void fit_fewerPointsThanClusters_isRefused() {
    assertThatThrownBy(() -> new KMeans(3, 50, 0).fit(FeatureBank.of(new float[2], 1, new int[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 clusters need as many features: 2");
  }
}
