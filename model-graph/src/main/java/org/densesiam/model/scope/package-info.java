/**
 * Variables and their names, and what one pass of one view through the network reads and leaves
 * behind.
 */
@NullMarked
package org.densesiam.model.scope;

import org.jspecify.annotations.NullMarked;
