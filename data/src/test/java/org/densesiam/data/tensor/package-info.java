/** Tests of named arrays. */
@NullMarked
package org.densesiam.data.tensor;

import org.jspecify.annotations.NullMarked;
