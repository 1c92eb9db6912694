package org.densesiam.data.source;

import java.nio.file.Path;

/**
 * A file that should hold a class for every pixel of an image; it was not opened yet.
 *
 * @param name path relative to its source, with {@code /}
 * @param file where it is
 * @param bytes size of the file
 */
public record LabelFile(String name, Path file, long bytes) {}
