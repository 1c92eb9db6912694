/**
 * What an encoded picture says of itself before it is decoded: its format, its size, and how it is
 * to be shown.
 *
 * <p>Decoding costs memory by the size that a header claims, whatever the file's own; so sizes are
 * read here first. Nothing here decodes pixels.
 */
@NullMarked
package org.densesiam.data.picture;

import org.jspecify.annotations.NullMarked;
