package org.densesiam.trainer.eval;

import java.awt.image.BufferedImage;
import org.densesiam.export.picture.LabelMap;

/**
 * One of the images that were evaluated, to look at.
 *
 * @param image {@code P x P} px
 * @param predicted the cluster of each pixel
 * @param truth the class of each pixel; -1 where it is ignored
 */
public record EvaluationSample(BufferedImage image, LabelMap predicted, LabelMap truth) {}
