/** The library at work. */
@NullMarked
package org.densesiam.export.api;

import org.jspecify.annotations.NullMarked;
