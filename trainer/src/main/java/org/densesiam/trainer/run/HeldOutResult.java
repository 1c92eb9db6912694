package org.densesiam.trainer.run;

import com.google.common.collect.ImmutableMap;

/**
 * How the network does on the same views of images that it was not trained on.
 *
 * @param images how many
 * @param before the first step: losses and meters, by the names of {@link
 *     org.densesiam.trainer.log.ScalarNames}
 * @param after the last step
 */
public record HeldOutResult(
    long images, ImmutableMap<String, Double> before, ImmutableMap<String, Double> after) {}
