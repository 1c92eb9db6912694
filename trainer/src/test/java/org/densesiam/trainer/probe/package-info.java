/** Tests of what is learned on frozen features. */
@NullMarked
package org.densesiam.trainer.probe;

import org.jspecify.annotations.NullMarked;
