/**
 * Where images come from: folders of files, found and ordered before anything is read.
 *
 * <p>A source lists its images once, sorted by name, so that equal folders give equal lists on
 * every machine, and with each the file of its labels, if it has any. It opens none of them to do
 * so: whether an image is one, and labels fit it, is for {@link org.densesiam.data.prepare} to
 * prove.
 */
@NullMarked
package org.densesiam.data.source;

import org.jspecify.annotations.NullMarked;
