package org.densesiam.trainer.predict;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.concurrent.Semaphore;

/**
 * How many pixels may be at work at once: small photographs go side by side, large ones take turns,
 * so that the heap holds what is made of them. Thread-safe.
 *
 * <p>Whoever has a share must not ask for another before it is given back.
 */
final class PixelBudget {
  // As bytes, a copy of these, the picture, its overlay, and that with its legend, with some room
  // for its PNG file.
  private static final int BYTES_A_PIXEL = 24;
  private static final double SHARE_OF_HEAP = 0.75;
  private static final int PIXELS_A_PERMIT = 1 << 10; // permits are ints

  private final int permits;
  private final Semaphore free;

  /** A budget of so many pixels, at least 1. */
  PixelBudget(long pixels) {
    checkArgument(pixels >= 1, "pixels must be at least 1: %s", pixels);
    this.permits = permitsFor(pixels);
    this.free = new Semaphore(permits, true); // in turn, or a large one would wait for ever
  }

  /** What a heap holds. */
  static PixelBudget ofHeap(long bytes) {
    return new PixelBudget(Math.max(1, (long) (SHARE_OF_HEAP * bytes / BYTES_A_PIXEL)));
  }

  /** Waits until so many pixels are free; all of them, if there are not so many. */
  Share take(long pixels) {
    int taken = Math.min(permits, permitsFor(pixels));
    free.acquireUninterruptibly(taken);
    return () -> free.release(taken);
  }

  private static int permitsFor(long pixels) {
    return (int) Math.min(Integer.MAX_VALUE, (pixels - 1) / PIXELS_A_PERMIT + 1);
  }

  /** A part of the budget, in use until it is closed. */
  @FunctionalInterface
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
