/**
 * Weights as PyTorch programs exchange them, and as ours: names and layouts, both ways, bit for
 * bit.
 *
 * <p>Ours are the released code's names; those below {@code backbone.} are torchvision's with that
 * prefix. Layouts go by rank alone, since every kernel of a network here has four axes and every
 * fully connected layer two:
 *
 * <pre>
 *   convolution   torch [out, in, kH, kW]   ours [kH, kW, in, out]
 *   linear layer  torch [out, in]           ours [in, out]
 *   the rest      the same
 * </pre>
 */
@NullMarked
package org.densesiam.export.weights;

import org.jspecify.annotations.NullMarked;
