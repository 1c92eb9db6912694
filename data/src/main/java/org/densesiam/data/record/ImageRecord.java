package org.densesiam.data.record;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.base.Enums;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

/**
 * One image and what is known about it, to and from {@code tf.train.Example} with the keys of
 * {@link ImageFeatures}.
 *
 * @param encoded the image file's bytes
 * @param format what {@code encoded} is
 * @param heightPx height in pixels
 * @param widthPx width in pixels
 * @param filename where the image came from, relative to its source, with {@code /}
 * @param label its class, if known
 * @param labelMap the classes of its pixels, if known: a PNG as {@link ImageFeatures#LABEL_MAP}
 */
public record ImageRecord(
    ByteString encoded,
    Format format,
    int heightPx,
    int widthPx,
    String filename,
    Optional<Label> label,
    Optional<ByteString> labelMap) {
  private static final String LABEL_MAP_FORMAT = "png";

  /** Checks that there is an image with an area. */
  public ImageRecord {
    checkArgument(!encoded.isEmpty(), "%s: encoded image must not be empty", filename);
    checkArgument(
        heightPx > 0 && widthPx > 0,
        "%s: size must be positive: %s x %s",
        filename,
        heightPx,
        widthPx);
  }

  /** This record as a message. */
  public Example toExample() {
    Features.Builder features =
        Features.newBuilder()
            .putFeature(ImageFeatures.ENCODED, bytes(encoded))
            .putFeature(ImageFeatures.FORMAT, text(format.name()))
            .putFeature(ImageFeatures.HEIGHT, int64(heightPx))
            .putFeature(ImageFeatures.WIDTH, int64(widthPx))
            .putFeature(ImageFeatures.FILENAME, text(filename));
    label.ifPresent(
        known ->
            features
                .putFeature(ImageFeatures.LABEL, int64(known.index()))
                .putFeature(ImageFeatures.SYNSET, text(known.synset())));
    labelMap.ifPresent(
        png ->
            features
                .putFeature(ImageFeatures.LABEL_MAP, bytes(png))
                .putFeature(ImageFeatures.LABEL_MAP_FORMAT, text(LABEL_MAP_FORMAT)));
    return Example.newBuilder().setFeatures(features).build();
  }

  /**
   * Reads a message that {@link #toExample} wrote. The format's name may be in any case; a label
   * without a synset keeps its number as the name.
   *
   * @throws InvalidProtocolBufferException if a feature is missing or not what its key says
   */
  public static ImageRecord fromExample(Example example) throws InvalidProtocolBufferException {
    ExampleFeatures view = new ExampleFeatures(example);
    return new ImageRecord(
        view.bytes(ImageFeatures.ENCODED),
        format(view.text(ImageFeatures.FORMAT)),
        Math.toIntExact(view.int64(ImageFeatures.HEIGHT)),
        Math.toIntExact(view.int64(ImageFeatures.WIDTH)),
        view.text(ImageFeatures.FILENAME),
        view.has(ImageFeatures.LABEL) ? Optional.of(label(view)) : Optional.empty(),
        view.hasBytes(ImageFeatures.LABEL_MAP)
            ? Optional.of(view.bytes(ImageFeatures.LABEL_MAP))
            : Optional.empty());
  }

  private static Label label(ExampleFeatures view) throws InvalidProtocolBufferException {
    int index = Math.toIntExact(view.int64(ImageFeatures.LABEL));
    boolean named = view.has(ImageFeatures.SYNSET);
    return new Label(index, named ? view.text(ImageFeatures.SYNSET) : Integer.toString(index));
  }

  private static Format format(String name) throws InvalidProtocolBufferException {
    return Enums.getIfPresent(Format.class, Ascii.toUpperCase(name))
        .toJavaUtil()
        .orElseThrow(
            () ->
                new InvalidProtocolBufferException(
                    "expected %s JPEG or PNG, found %s".formatted(ImageFeatures.FORMAT, name)));
  }

  private static Feature bytes(ByteString value) {
    return Feature.newBuilder().setBytesList(BytesList.newBuilder().addValue(value)).build();
  }

  private static Feature text(String value) {
    return bytes(ByteString.copyFromUtf8(value));
  }

  private static Feature int64(long value) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build();
  }

  /**
   * Formats an image may have inside a record. The constant's name is the value of {@code
   * image/format}.
   */
  public enum Format {
    /** Baseline or progressive JPEG, grey or colour. */
    JPEG,
    /** Any PNG. */
    PNG
  }

  /**
   * The class of an image.
   *
   * @param index from 0, position of {@code synset} among all sorted synsets of the source
   *     (torchvision's and TFDS's numbering; TF-Slim's ImageNet records begin with 1)
   * @param synset name of the class, in ImageNet a WordNet id as {@code n01440764}
   */
  public record Label(int index, String synset) {
    /** Checks the index. */
    public Label {
      checkArgument(index >= 0, "label index must be at least 0: %s", index);
    }
  }
}
