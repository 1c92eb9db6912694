/**
 * From a trained checkpoint to a model that runs without us: inference graph, SavedModel, and the
 * other way round, a SavedModel that answers for images.
 *
 * <p>What is exported is a fresh inference graph with the checkpoint's weights in it, never the
 * training graph. {@link org.densesiam.export.BackboneExport} writes a pre-training run's backbone,
 * {@link org.densesiam.export.SegmenterExport} a segmentation run's segmenter; {@link
 * org.densesiam.export.predict.ImageModel} loads and runs any such model, {@link
 * org.densesiam.export.api} is what other programs call.
 *
 * <p>Symbols in shapes: {@code N} images of a call; {@code H, W} rows and columns of pixels; {@code
 * S} side of the square that encoded images are resized to; {@code h, w} rows and columns of the
 * features that dense losses saw, {@code ceil(H / 32)} and {@code ceil(W / 32)} for res5; {@code
 * C2..C5} channels of the backbone's stages; {@code K} pseudo-categories, or clusters of a
 * segmenter.
 */
@NullMarked
package org.densesiam.export;

import org.jspecify.annotations.NullMarked;
