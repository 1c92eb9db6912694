/**
 * Graph building for DenseSiam: shared encoder, heads and losses; touches no files but checkpoints.
 *
 * <p>Symbols used in every shape of this module: {@code B} images in the batch of one replica;
 * {@code P} side of a view in pixels; {@code h, w} rows and columns of a feature map; {@code C}
 * channels; {@code D} channels of a projection; {@code G} side of the grid of points laid over the
 * overlap of two views; {@code K} pseudo-categories. Images and features are {@code [B, h, w, C]}.
 *
 * <p>How an image flows: {@link org.densesiam.data.view.View} (pixels, crop box, flip) → {@link
 * org.densesiam.model.backbone.ResNet} → features at strides 4 to 32 → heads → {@link
 * org.densesiam.model.Losses}. Layers are made once, which makes their variables, and applied once
 * per view, so the two views share every weight by construction.
 */
@NullMarked
package org.densesiam.model;

import org.jspecify.annotations.NullMarked;
