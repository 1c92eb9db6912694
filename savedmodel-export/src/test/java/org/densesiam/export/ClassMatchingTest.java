package org.densesiam.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClassMatchingTest {
  private static final ClassMatching MATCHING =
      new ClassMatching(ImmutableList.of("sky", "road"), ImmutableList.of(255, 1, 255, 0));

  @Test
  void name_isThatOfTheClass_andMissingWithoutOne() {
    assertThat(MATCHING.name(3)).contains("sky");
    assertThat(MATCHING.name(0)).isEmpty();
  }

  @Test
  void categories_areTheClasses_andThenTheRest() {
    assertThat(MATCHING.categories()).containsExactly(2, 1, 3, 0);
  }

  @Test
  void categoryNames_areTheClasses_andThenTheClustersWithoutOne() {
    assertThat(MATCHING.categoryNames())
        .containsExactly("sky", "road", "cluster 0 (unmatched)", "cluster 2 (unmatched)");
  }

  @Test
  void asset_withoutAMatching_namesClustersByTheirNumbers() {
    SegmenterAsset asset = new SegmenterAsset(128, 3, Optional.empty());
    assertThat(asset.categories()).containsExactly(0, 1, 2);
    assertThat(asset.categoryNames()).containsExactly("cluster 0", "cluster 1", "cluster 2");
  }

  @Test
  void asset_withAMatching_namesAsItDoes() {
    SegmenterAsset asset = new SegmenterAsset(128, 4, Optional.of(MATCHING));
    assertThat(asset.categories()).isEqualTo(MATCHING.categories());
    assertThat(asset.categoryNames()).isEqualTo(MATCHING.categoryNames());
  }

  @Test
  void clusterOfAClassThatIsNotThere_isRefused() {
    assertThatThrownBy(() -> new ClassMatching(ImmutableList.of("sky"), ImmutableList.of(1)))
        .hasMessage("a cluster cannot be of class 1 of 1");
    assertThatThrownBy(() -> new ClassMatching(ImmutableList.of("sky"), ImmutableList.of(0, 0)))
        .hasMessage("class 0 has more than one cluster: [0, 0]");
  }

  @Test
  void asset_asJson_isReadBack() {
    SegmenterAsset asset = new SegmenterAsset(128, 4, Optional.of(MATCHING));
    assertThat(asset.toJson()).contains("\"classOfCluster\" : [ 255, 1, 255, 0 ]");
    assertThat(SegmenterAsset.parse(asset.toJson(), Path.of("m"))).isEqualTo(asset);
  }

  @Test
  void asset_damaged_namesFileAndModel() {
    assertThatThrownBy(() -> SegmenterAsset.parse("{\"sidePx\": 0}", Path.of("models/a/1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("segmenter.json of models/a/1 is not what DenseSiam wrote");
  }
}
