/**
 * A model at work on a folder of images: features as {@code .npy} files, label maps as PNGs, and
 * pictures of either.
 *
 * <p>What is written lies under the image's own relative name: {@code birds/a.jpg} gives {@code
 * birds/a.labels.png}. Pictures and label maps are as large as the image as it is shown, but for
 * the legend at the right of a segmenter's overlays.
 */
@NullMarked
package org.densesiam.trainer.predict;

import org.jspecify.annotations.NullMarked;
