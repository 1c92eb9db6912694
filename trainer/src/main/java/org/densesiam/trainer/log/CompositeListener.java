package org.densesiam.trainer.log;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several listeners as one. Each is called, in order, whatever the others do; the first exception
 * is thrown when all were called, with later ones suppressed in it. So a full disk that fails the
 * metrics does not keep the terminal from being restored.
 */
public final class CompositeListener implements TrainingListener {
  private final ImmutableList<TrainingListener> listeners;

  private CompositeListener(ImmutableList<TrainingListener> listeners) {
    this.listeners = listeners;
  }

  /** Of these, which it closes. */
  public static CompositeListener of(TrainingListener... listeners) {
    return new CompositeListener(ImmutableList.copyOf(listeners));
  }

  /** Of these, which it closes. */
  public static CompositeListener of(List<? extends TrainingListener> listeners) {
    return new CompositeListener(ImmutableList.copyOf(listeners));
  }

  @Override
  public void on(RunEvent event) {
    forEach(listener -> listener.on(event));
  }

  @Override
  public void close() {
    forEach(TrainingListener::close);
  }

  private void forEach(Consumer<TrainingListener> call) {
    @Nullable RuntimeException first = null;
    for (TrainingListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
