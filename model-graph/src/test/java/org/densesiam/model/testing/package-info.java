/**
 * What tests of graphs are written with: {@link org.densesiam.model.testing.TestGraph} owns a graph
 * and its session, {@link org.densesiam.model.testing.FloatTensor} is a value out of it or into it,
 * {@link org.densesiam.model.testing.TensorAssert} says what it should be, {@link
 * org.densesiam.model.testing.CentralDifferences} derives without TensorFlow, and {@link
 * org.densesiam.model.testing.GpuKernels} says which operations of a graph no GPU can run.
 */
@NullMarked
package org.densesiam.model.testing;

import org.jspecify.annotations.NullMarked;
