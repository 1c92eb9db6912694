/** Models at work on folders. */
@NullMarked
package org.densesiam.trainer.predict;

import org.jspecify.annotations.NullMarked;
