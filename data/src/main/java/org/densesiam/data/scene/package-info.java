/**
 * Synthetic labelled scenes: data for the quick start, which needs no download.
 *
 * <p>A scene is a landscape of two textured grounds with a few textured objects on it. What tells
 * the classes apart is texture and shape: hues are drawn anew for every instance, so that colour
 * alone does not. Scene {@code i} depends on {@code (seed, i)} only, hence any part of the data can
 * be made again, in any order and on any number of threads.
 *
 * <p>{@link org.densesiam.data.scene.SceneGenerator} makes one scene, {@link
 * org.densesiam.data.scene.SceneFolder} a folder of images, label maps and class names. Coordinates
 * inside this package are pixels, x to the right and y downwards, unless marked local.
 */
@NullMarked
package org.densesiam.data.scene;

import org.jspecify.annotations.NullMarked;
