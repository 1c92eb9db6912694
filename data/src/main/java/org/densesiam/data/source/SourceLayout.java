package org.densesiam.data.source;

/** How a folder of images is to be read. */
public enum SourceLayout {
  /**
   * {@link #IMAGENET} if the folder looks like it, else {@link #FOLDER}; see {@link
   * FolderSource#open}.
   */
  AUTO,
  /** Any folder, searched recursively; no labels. */
  FOLDER,
  /**
   * A folder for each class, under {@code train/} if there is one; the folders' names are the
   * synsets.
   */
  IMAGENET
}
