/**
 * From shards to batches of two views, as operations of a TensorFlow graph.
 *
 * <p>All of it runs on the CPU: read records, order them, decode, crop twice, resize, flip. Colours
 * change on the device that trains ({@link org.densesiam.data.pipeline.ViewPairBatch#views}).
 *
 * <p>Every random number is stateless, a function of (run seed, epoch, position of the record in
 * the epoch's order), so that a run that goes on in the middle of an epoch sees what the unbroken
 * run saw.
 *
 * <p>Shapes: {@code B} batch, {@code P} side of a view in pixels, {@code D} random numbers drawn
 * for a view.
 */
@NullMarked
package org.densesiam.data.pipeline;

import org.jspecify.annotations.NullMarked;
