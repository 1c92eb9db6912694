package org.densesiam.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is that is no regular one, by the bits of {@code st_mode} (POSIX, sys/stat.h). */
enum FileKind {
  PIPE(0x1000, "a named pipe"),
  CHARACTER_DEVICE(0x2000, "a character device"),
  FOLDER(0x4000, "a folder"),
  BLOCK_DEVICE(0x6000, "a block device"),
  SOCKET(0xc000, "a socket");

  private static final int TYPE_BITS = 0xf000; // S_IFMT

  private final int type;
  private final String words;

  FileKind(int type, String words) {
    this.type = type;
    this.words = words;
  }

  /** A phrase, such as "a named pipe"; links are followed. */
  static String of(Path file) throws IOException {
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode");
      for (FileKind kind : values()) {
        if ((mode & TYPE_BITS) == kind.type) {
          return kind.words;
        }
      }
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "something else"; // a file system without modes
    }
    return "something else";
  }
}
