/** What is exported equals what was trained. */
@NullMarked
package org.densesiam.export;

import org.jspecify.annotations.NullMarked;
