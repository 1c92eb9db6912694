package org.densesiam.trainer.select;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What is to be chosen, and how it is looked at.
 *
 * @param count photographs, at least 1
 * @param sizePx side of the images that the network sees, a multiple of 32
 */
public record SelectionOrder(int count, int sizePx) {
  public SelectionOrder {
    checkArgument(count >= 1, "the count must be at least 1 photograph: %s", count);
    checkArgument(
        sizePx > 0 && sizePx % 32 == 0,
        "the size of images must be a multiple of 32 px: %s",
        sizePx);
  }
}
