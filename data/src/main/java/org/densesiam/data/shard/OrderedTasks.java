package org.densesiam.data.shard;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.MoreExecutors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Applies a function on several threads and hands out the results in the order of the inputs. Only
 * a few results wait at any time, so inputs may be many. A function's exception comes out of {@link
 * #next} in its turn.
 */
public final class OrderedTasks<I, O> implements Iterator<O>, AutoCloseable {
  // Enough that one slow input does not leave the other threads idle.
  private static final int WAITING_PER_THREAD = 4;

  private final Iterator<I> inputs;
  private final Function<I, O> function;
  private final int window;
  private final ExecutorService pool;
  private final Queue<Future<O>> waiting = new ArrayDeque<>();

  public OrderedTasks(Iterator<I> inputs, Function<I, O> function, int threads) {
    this.inputs = inputs;
    this.function = function;
    this.window = WAITING_PER_THREAD * threads;
    this.pool = Executors.newFixedThreadPool(threads);
  }

  @Override
  public boolean hasNext() {
    return !waiting.isEmpty() || inputs.hasNext();
  }

  @Override
  public O next() {
    while (waiting.size() < window && inputs.hasNext()) {
      I input = inputs.next();
      waiting.add(pool.submit(() -> function.apply(input)));
    }
    try {
      return waiting.remove().get();
    } catch (ExecutionException e) {
      // The functions declare no checked exceptions.
      Throwables.throwIfUnchecked(Objects.requireNonNullElse(e.getCause(), e));
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted");
    }
  }

  /** Returns when no function runs any more: what they use may then be closed. */
  @Override
  public void close() {
    waiting.forEach(future -> future.cancel(true));
    MoreExecutors.shutdownAndAwaitTermination(pool, Duration.ofMinutes(1));
  }
}
