package org.densesiam.trainer.select;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.densesiam.data.shard.AtomicFile;
import org.densesiam.export.picture.Png;

/**
 * A choice as files: a list with the name of one photograph a line, in order of choice, and beside
 * it a contact sheet with the same name but for the ending {@code .png}.
 *
 * <p>Neither replaces a file: people work along such a list for days.
 */
public final class SelectionFiles {
  private static final String SHEET_ENDING = "png";

  private final Path list;
  private final Path sheet;

  private SelectionFiles(Path list, Path sheet) {
    this.list = list;
    this.sheet = sheet;
  }

  /**
   * Files that are to be written.
   *
   * @throws IllegalArgumentException if one is there already, the list's name has the sheet's
   *     ending, or their folder can be neither written to nor made
   */
  public static SelectionFiles at(Path list) {
    Path name = list.getFileName();
    checkArgument(
        name != null && !MoreFiles.getFileExtension(list).equals(SHEET_ENDING),
        "the list %s must not end in .%s, as the contact sheet beside it does; call it .txt",
        list,
        SHEET_ENDING);
    Path sheet = list.resolveSibling(MoreFiles.getNameWithoutExtension(list) + "." + SHEET_ENDING);
    checkFree(list, "list");
    checkFree(sheet, "contact sheet");
    checkFolder(list);
    return new SelectionFiles(list, sheet);
  }

  private static void checkFree(Path file, String what) {
    checkArgument(
        !Files.exists(file),
        "%s is there already, where the %s would go; name another file, or move that one away",
        file,
        what);
  }

  /** So that a folder that does not take files is found before the work, not after it. */
  private static void checkFolder(Path list) {
    Path folder = list.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    checkArgument(
        folder != null && Files.isDirectory(folder) && Files.isWritable(folder),
        "the list %s cannot be written: %s is no folder that can be written to; name another",
        list,
        folder);
  }

  /** Where the list goes. */
  public Path list() {
    return list;
  }

  /** Where the contact sheet goes. */
  public Path sheet() {
    return sheet;
  }

  /**
   * Writes both files, each whole or not at all, and their folder if need be.
   *
   * @throws UncheckedIOException if one cannot be written
   */
  public void write(SelectionResult result) {
    byte[] picture = Png.encode(new ContactSheet(result.chosen()).draw(title(result)));
    byte[] names = lines(result.chosen()).getBytes(UTF_8);
    try {
      Files.createDirectories(list.toAbsolutePath().getParent());
      try (AtomicFile sheetFile = AtomicFile.create(sheet);
          AtomicFile listFile = AtomicFile.create(list)) {
        sheetFile.out().write(picture);
        listFile.out().write(names);
        sheetFile.commit();
        listFile.commit(); // last: who finds a list finds its sheet
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the list " + list + ": " + e, e);
    }
  }

  private static String lines(ImmutableList<Photograph> chosen) {
    StringBuilder lines = new StringBuilder();
    chosen.forEach(photograph -> lines.append(photograph.name()).append('\n'));
    return lines.toString();
  }

  private static String title(SelectionResult result) {
    int chosen = result.chosen().size();
    return String.format(
        Locale.ROOT,
        "%,d of %,d photographs, in order of choice: each the least like all before it%s",
        chosen,
        result.images(),
        chosen > ContactSheet.MAX_PHOTOGRAPHS
            ? "; the first " + ContactSheet.MAX_PHOTOGRAPHS + " are shown"
            : "");
  }
}
