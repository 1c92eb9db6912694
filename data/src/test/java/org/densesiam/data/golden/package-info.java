/** Reads the golden fixtures beside the checkout, for tests only. */
@NullMarked
package org.densesiam.data.golden;

import org.jspecify.annotations.NullMarked;
