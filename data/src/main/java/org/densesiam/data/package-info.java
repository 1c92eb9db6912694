/** Images in, tensors of two views out; knows no model. */
@NullMarked
package org.densesiam.data;

import org.jspecify.annotations.NullMarked;
