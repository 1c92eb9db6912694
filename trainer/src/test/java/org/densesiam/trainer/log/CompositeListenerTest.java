package org.densesiam.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompositeListenerTest {
  private final List<String> calls = new ArrayList<>();

  @Test
  void everyCall_reachesAllInOrder() {
    try (CompositeListener both = CompositeListener.of(recorder("a"), recorder("b"))) {
      both.on(Reports.start(Path.of("run"), 0));
      both.on(Reports.step(1));
    }
    assertThat(calls)
        .containsExactly("a start", "b start", "a step 1", "b step 1", "a close", "b close");
  }

  @Test
  void failure_doesNotKeepTheOthersFromBeingCalled() {
    IllegalStateException first = new IllegalStateException("disk full");
    IllegalStateException second = new IllegalStateException("disk still full");
    CompositeListener all =
        CompositeListener.of(failing(first), recorder("b"), failing(second), recorder("c"));
    Throwable thrown = catchThrowable(() -> all.on(Reports.step(1)));
    assertThat(thrown).isSameAs(first).hasSuppressedException(second);
    assertThat(calls).containsExactly("b step 1", "c step 1");
    Throwable whenClosed = catchThrowable(all::close);
    assertThat(whenClosed).isNotNull();
    assertThat(calls).endsWith("b close", "c close");
  }

  private TrainingListener recorder(String name) {
    return new TrainingListener() {
      @Override
      public void on(RunEvent event) {
        calls.add(name + (event instanceof RunEvent.Step step ? " step " + step.step() : " start"));
      }

      @Override
      public void close() {
        calls.add(name + " close");
      }
    };
  }

  private static TrainingListener failing(RuntimeException failure) {
    return new TrainingListener() {
      @Override
      public void on(RunEvent event) {
        throw failure;
      }

      @Override
      public void close() {
        throw new IllegalStateException("close");
      }
    };
  }
}
