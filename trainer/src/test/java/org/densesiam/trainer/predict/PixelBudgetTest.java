package org.densesiam.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // whoever waits for too much waits for ever
final class PixelBudgetTest {
  @Test
  void take_manyAtOnce_neverGivesMoreThanThereIs() {
    PixelBudget budget = new PixelBudget(10 * 1024);
    AtomicLong atWork = new AtomicLong();
    AtomicLong most = new AtomicLong();

    LongStream.rangeClosed(1, 2000)
        .parallel()
        .map(each -> each % 9 * 1024 + 1024) // 1 to 9 Ki pixels
        .forEach(
            pixels -> {
              try (PixelBudget.Share share = budget.take(pixels)) {
                most.accumulateAndGet(atWork.addAndGet(pixels), Math::max);
                atWork.addAndGet(-pixels);
              }
            });

    assertThat(most.get()).isBetween(9 * 1024L, 10 * 1024L);
    assertThat(atWork.get()).isZero();
  }

  @Test
  void take_moreThanThereIs_isAllOfIt() {
    PixelBudget budget = new PixelBudget(1000);

    for (int i = 0; i < 3; i++) {
      try (PixelBudget.Share share = budget.take(Long.MAX_VALUE)) {
        assertThat(share).isNotNull();
      }
    }
  }

  @Test
  void ofHeap_launchersHeap_holdsOneOfTheLargestImages() {
    // Three quarters of 2 GiB, 24 bytes a pixel: 67 million pixels, of 64 million.
    PixelBudget budget = PixelBudget.ofHeap(2L << 30);

    try (PixelBudget.Share large = budget.take(64_000_000);
        PixelBudget.Share small = budget.take(3_000_000)) {
      assertThat(small).isNotSameAs(large);
    }
  }

  @Test
  void of_nothing_isRefused() {
    assertThatThrownBy(() -> new PixelBudget(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pixels must be at least 1: 0");
  }
}
