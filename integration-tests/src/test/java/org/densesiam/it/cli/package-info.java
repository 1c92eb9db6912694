/** Command lines as users type them, good and bad: what they print, return and leave behind. */
@NullMarked
package org.densesiam.it.cli;

import org.jspecify.annotations.NullMarked;
