/** The two views of an image, and where they look at the same points. */
@NullMarked
package org.densesiam.model.view;

import org.jspecify.annotations.NullMarked;
