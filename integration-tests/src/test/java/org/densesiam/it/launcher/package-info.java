/** The script {@code densesiam}: what it says, what it builds, what it runs; and the archive. */
@NullMarked
package org.densesiam.it.launcher;

import org.jspecify.annotations.NullMarked;
