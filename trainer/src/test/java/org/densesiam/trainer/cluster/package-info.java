/** Tests of k-means. */
@NullMarked
package org.densesiam.trainer.cluster;

import org.jspecify.annotations.NullMarked;
