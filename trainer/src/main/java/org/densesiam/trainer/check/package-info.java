/**
 * Whether each device computes rightly: a few training steps of a small network, compared with
 * figures that PyTorch computed in float64.
 */
@NullMarked
package org.densesiam.trainer.check;

import org.jspecify.annotations.NullMarked;
