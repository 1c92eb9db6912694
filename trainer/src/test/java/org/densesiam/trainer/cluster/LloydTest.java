package org.densesiam.trainer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class LloydTest {

  @Test
  void fit_fourPointsOnALine_isTheArithmetic() {
    Points points = Points.view(new float[] {0, 2, 10, 12, 14}, 1);

    Lloyd.Clusters found = new Lloyd(2, 100, 0).fit(points);

    // Means of 0 and 2, and of 10, 12 and 14.
    int low = found.centres()[0] < found.centres()[1] ? 0 : 1;
    assertThat(found.centres()[low]).isEqualTo(1);
    assertThat(found.centres()[1 - low]).isEqualTo(12);
    assertThat(found.sizes()[low]).isEqualTo(2);
    assertThat(found.sizes()[1 - low]).isEqualTo(3);
  }

  @Test
  void fit_fewerPointsThanClusters_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lloyd(3, 50, 0).fit(Points.view(new float[2], 1)))
        .withMessage("3 clusters need as many features: 2");
  }
}
