package org.densesiam.data.source;

import java.util.Optional;
import org.densesiam.data.record.ImageLabel;

/**
 * A file that should be an image; it was not opened yet.
 *
 * @param name path relative to the source, with {@code /}
 * @param bytes size of the file
 * @param label its class, if the layout has classes
 */
public record SourceImage(String name, long bytes, Optional<ImageLabel> label) {}
