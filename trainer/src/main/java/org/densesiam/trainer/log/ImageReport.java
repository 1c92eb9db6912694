package org.densesiam.trainer.log;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.awt.image.BufferedImage;

/**
 * Pictures of one step: view pairs with their overlap, region masks over images.
 *
 * @param step steps done, from 1; 0 for pictures taken before the first
 * @param images by tag such as {@code views/0} or {@code regions/0}; nobody changes them any more
 */
public record ImageReport(long step, ImmutableMap<String, BufferedImage> images) {
  public ImageReport {
    checkArgument(step >= 0, "step must not be negative: %s", step);
  }
}
