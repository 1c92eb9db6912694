/**
 * K-means: of points that fit into memory ({@link org.densesiam.trainer.cluster.Lloyd}), and of
 * batch after batch of more ({@link org.densesiam.trainer.cluster.MiniBatchKMeans}).
 *
 * <p>{@code N} points of {@code C} channels, {@code K} clusters; arrays go row by row.
 */
@NullMarked
package org.densesiam.trainer.cluster;

import org.jspecify.annotations.NullMarked;
