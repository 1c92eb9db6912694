package org.densesiam.data.prepare;

/** What an unfinished import remembers. */
final class ImportJournal {
  static final String FOLDER_NAME = ".import";

  private ImportJournal() {}
}
