/** Tests of the exchange of weights. */
@NullMarked
package org.densesiam.export.weights;

import org.jspecify.annotations.NullMarked;
