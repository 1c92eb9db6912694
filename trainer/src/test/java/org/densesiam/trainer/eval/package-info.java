/** Tests of scores, matching, probes and their files. */
@NullMarked
package org.densesiam.trainer.eval;

import org.jspecify.annotations.NullMarked;
