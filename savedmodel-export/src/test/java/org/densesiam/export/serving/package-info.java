/** Tests of what a server gets. */
@NullMarked
package org.densesiam.export.serving;

import org.jspecify.annotations.NullMarked;
