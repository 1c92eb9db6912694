package org.densesiam.data.colour;

/** In which order the four colour changes of {@link ColourConfig} come, and what is drawn. */
public enum JitterOrder {
  /**
   * Drawn anew for each batch and each of its two sides; one draw with {@code jitterProbability}
   * decides on all four changes of a view (SimSiam's recipe).
   */
  RANDOM,
  /**
   * Brightness, contrast, saturation, hue; each change of a view has its own draw with {@code
   * jitterProbability} (the released segmentation recipe).
   */
  FIXED
}
