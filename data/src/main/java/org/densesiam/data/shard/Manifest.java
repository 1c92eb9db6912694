package org.densesiam.data.shard;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.source.ImageSource;

/**
 * {@code manifest.json}: what a finished import wrote. It names no machine, path or time, so that
 * equal images and options give equal manifests.
 *
 * @param formatVersion of this file; see {@link #FORMAT_VERSION}
 * @param records in all shards
 * @param bytes of all shards
 * @param options what the import was asked to do
 * @param source the images it was given
 * @param rejected how many images were left out, by reason
 * @param repaired how many images were kept after a repair
 * @param classes synsets by label of the image, empty without
 * @param pixelClasses classes by label of the pixel, absent without
 * @param shards in order of their names
 */
@JsonPropertyOrder({"formatVersion", "records", "bytes"})
public record Manifest(
    int formatVersion,
    long records,
    long bytes,
    ImportOptions options,
    SourceDigest source,
    ImmutableSortedMap<RejectReason, Integer> rejected,
    Repairs repaired,
    ImmutableList<String> classes,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ImmutableList<PixelClass>> pixelClasses,
    ImmutableList<ShardEntry> shards) {

  /** Name of the folder that an import has beside its shards until it has written this file. */
  public static final String UNFINISHED_IMPORT = ".import";

  /** Name of the file in its folder. */
  public static final String FILE_NAME = "manifest.json";

  /** The version this code reads and writes. */
  public static final int FORMAT_VERSION = 1;

  /**
   * The list of images an import was given. Equal digests mean equal names and sizes; contents are
   * not read for it.
   *
   * @param layout as detected
   * @param images files
   * @param bytes their sizes' sum, label files included
   * @param sha256 of the lines {@code name TAB bytes LF}, sorted by name. With labels, a line
   *     {@code value TAB class LF} for each value comes first, and the label file's line after its
   *     image's
   */
  public record SourceDigest(ImageSource.Layout layout, long images, long bytes, String sha256) {}

  /**
   * Images that were kept after a repair.
   *
   * @param cmykToRgb CMYK or YCCK JPEGs written as RGB
   * @param misnamed files whose bytes are another format than their name says
   * @param turned JPEGs written as their EXIF orientation shows them; 0 in manifests of before they
   *     were
   */
  public record Repairs(int cmykToRgb, int misnamed, int turned) {
    /** No repairs. */
    public static final Repairs NONE = new Repairs(0, 0, 0);

    /** Both counts added. */
    public Repairs plus(Repairs other) {
      return new Repairs(
          cmykToRgb + other.cmykToRgb, misnamed + other.misnamed, turned + other.turned);
    }
  }

  /**
   * One shard.
   *
   * @param file name in the manifest's folder
   * @param records in it; at least 1
   * @param bytes size of the file
   * @param sha256 of the file, in hexadecimal
   */
  public record ShardEntry(String file, long records, long bytes, String sha256) {}

  /**
   * Reads the file and refuses that of another version.
   *
   * @throws IllegalArgumentException if it is none of ours
   */
  public static Manifest read(Path file) {
    int version = Json.read(file, Version.class).formatVersion();
    checkArgument(
        version == FORMAT_VERSION,
        "%s has format version %s, expected %s; import the images again with this version of DenseSiam",
        file,
        version,
        FORMAT_VERSION);
    return Json.read(file, Manifest.class);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Version(int formatVersion) {}
}
