package org.densesiam.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.HistogramProto;

final class HistogramTest {
  @Test
  void of_numbers_countsThemInThirtyBucketsOfEqualWidth() {
    HistogramProto histogram = Histogram.of(ImmutableDoubleArray.of(-3, 0, 0.5, 1.5, 27));

    assertThat(histogram.getBucketLimitList()).hasSize(30).startsWith(-2.0, -1.0).endsWith(27.0);
    assertThat(histogram.getBucketList()).hasSize(30).startsWith(1.0, 0.0, 0.0, 2.0, 1.0);
    assertThat(histogram.getBucket(29)).as("the largest number is in the last").isEqualTo(1);
    assertThat(histogram.getNum()).isEqualTo(5);
    assertThat(histogram.getMin()).isEqualTo(-3);
    assertThat(histogram.getMax()).isEqualTo(27);
    assertThat(histogram.getSum()).isEqualTo(-3 + 0.5 + 1.5 + 27);
    assertThat(histogram.getSumSquares()).isEqualTo(9 + 0.25 + 2.25 + 729);
  }

  @Test
  void of_equalNumbers_areInOneBucket() {
    HistogramProto histogram = Histogram.of(ImmutableDoubleArray.of(2, 2));

    assertThat(histogram.getBucketList().stream().filter(count -> count > 0)).containsExactly(2.0);
  }

  @Test
  void of_numbersThatAreNotFinite_leavesThemOut() {
    assertThat(Histogram.of(ImmutableDoubleArray.of(1, Double.NaN, 2)).getNum()).isEqualTo(2);
    assertThat(Histogram.of(ImmutableDoubleArray.of(Double.NaN)).getNum()).isZero();
  }
}
