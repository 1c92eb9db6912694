/** The rules of the layout: what may use what, and where things may lie. */
@NullMarked
package org.densesiam.it.architecture;

import org.jspecify.annotations.NullMarked;
