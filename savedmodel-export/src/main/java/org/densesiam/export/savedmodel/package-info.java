/**
 * SavedModels as TensorFlow Serving and Python read them: a graph pruned to what its signatures
 * need, variables, version folders that appear whole or not at all. Knows no network.
 */
@NullMarked
package org.densesiam.export.savedmodel;

import org.jspecify.annotations.NullMarked;
