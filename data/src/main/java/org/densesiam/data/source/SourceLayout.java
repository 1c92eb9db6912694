package org.densesiam.data.source;

/** How a folder of images is to be read, as far as the classes of whole images go. */
public enum SourceLayout {
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
