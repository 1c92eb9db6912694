package org.densesiam.trainer.select;

import java.awt.image.BufferedImage;

/**
 * A chosen photograph.
 *
 * @param name where it came from, relative to its source, with {@code /}
 * @param thumbnail the whole of it, small
 */
public record Photograph(String name, BufferedImage thumbnail) {}
