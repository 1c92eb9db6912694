/**
 * Where images come from: folders of files, found and ordered before anything is read.
 *
 * <p>A source lists its images once, sorted by name, so that equal folders give equal lists on
 * every machine. It opens no file to do so: whether an image is one is for {@link
 * org.densesiam.data.prepare} to prove.
 */
@NullMarked
package org.densesiam.data.source;

import org.jspecify.annotations.NullMarked;
