package org.densesiam.data.record;

/**
 * Feature keys of an image record: those of the usual ImageNet TFRecords, so that other readers
 * understand our shards and we theirs.
 */
public final class ImageFeatures {
  /** bytes: the image file, JPEG or PNG. */
  public static final String ENCODED = "image/encoded";

  /** bytes: {@code JPEG} or {@code PNG}. */
  public static final String FORMAT = "image/format";

  /** int64: height in pixels. */
  public static final String HEIGHT = "image/height";

  /** int64: width in pixels. */
  public static final String WIDTH = "image/width";

  /** bytes: where the image came from, relative to its source, with {@code /}. */
  public static final String FILENAME = "image/filename";

  /** int64, optional: index of the class, from 0. */
  public static final String LABEL = "image/class/label";

  /** bytes, optional: WordNet id of the class, as {@code n01440764}. */
  public static final String SYNSET = "image/class/synset";

  /**
   * bytes, optional: a class for every pixel, as an 8-bit PNG of one channel, as large as the
   * image. A value is the number of a {@link PixelClass}, or {@link PixelClass#IGNORED}. The key is
   * that of TensorFlow's usual segmentation records.
   */
  public static final String LABEL_MAP = "image/segmentation/class/encoded";

  /** bytes: {@code png}, beside {@link #LABEL_MAP}. */
  public static final String LABEL_MAP_FORMAT = "image/segmentation/class/format";

  /** bytes: the image file in TensorFlow Datasets' own records; we read it and never write it. */
  public static final String TFDS_IMAGE = "image";

  private ImageFeatures() {}
}
