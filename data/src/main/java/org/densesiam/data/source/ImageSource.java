package org.densesiam.data.source;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;

/** Images, listed once and in an order that is the same everywhere, and what is known of them. */
public interface ImageSource {

  /** All images, sorted by name; at least one. */
  ImmutableList<SourceImage> images();

  /** Where {@code image} is. */
  Path file(SourceImage image);

  /** {@link Layout#IMAGENET} if the images have classes, else {@link Layout#FOLDER}. */
  Layout layout();

  /** One sentence for the user: how the images were found, and why so. */
  String explanation();

  /** Synsets by label of the image; empty without. */
  ImmutableList<String> classes();

  /**
   * What the values in label files mean. Present if and only if every image has {@link
   * SourceImage#labelFile}.
   */
  Optional<LabelValues> labelValues();

  /** Files that were found and are not read. */
  int ignoredFiles();

  /** How a folder of images is to be read, as far as the classes of whole images go. */
  enum Layout {
    /**
     * {@link #IMAGENET} if the folder looks like it, else {@link #FOLDER}; see {@link
     * FolderSource#open}.
     */
    AUTO,
    /** Any folder, searched recursively; images have no classes. */
    FOLDER,
    /**
     * A folder for each class, under {@code train/} if there is one; the folders' names are the
     * synsets.
     */
    IMAGENET
  }
}
