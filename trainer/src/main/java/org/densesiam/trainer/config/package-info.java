/**
 * The configuration of a run: nested immutable records, read from YAML, never changed afterwards.
 *
 * <p>A key is the path of record components, such as {@code optimizer.baseLearningRate}. A
 * configuration file holds every key; only those whose component is {@link java.util.Optional} may
 * be left out. Nothing has a hidden default, so the file says all there is to say. {@link
 * org.densesiam.trainer.config.Presets} reads a preset by name or a file by path, lays {@code --set
 * key=value} over it and binds the whole; what is unknown, missing, of a wrong type or out of range
 * gives {@link java.lang.IllegalArgumentException} with one sentence that names key, value, what is
 * allowed and where it stands.
 *
 * <p>Numbers cite {@code method.md}, the method's description; those marked <b>O</b> there are our
 * own choice, since the authors never released their recipe for pre-training.
 */
@NullMarked
package org.densesiam.trainer.config;

import org.jspecify.annotations.NullMarked;
