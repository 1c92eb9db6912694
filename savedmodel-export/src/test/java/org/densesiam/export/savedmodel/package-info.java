/** SavedModel files and version folders. */
@NullMarked
package org.densesiam.export.savedmodel;

import org.jspecify.annotations.NullMarked;
