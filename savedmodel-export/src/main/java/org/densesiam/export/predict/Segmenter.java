package org.densesiam.export.predict;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.Multimaps;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.SegmenterAsset;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.InputSize;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.savedmodel.ServingSignature;

/**
 * An exported segmenter at work.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.load(Path.of("models/streets"))) {
 *   SegmentedImage street = segmenter.segment(Path.of("street.jpg"));
 *   String there = street.classNames().get(street.label(120, 80)); // row, column
 *   double road = street.shares().getOrDefault("road", 0.0); // of the image's area
 *   ImageIO.write(street.overlayWithLegend(), "png", new File("street.overlay.png"));
 * }
 * }</pre>
 *
 * <p>An image goes in at the size that the network knows best ({@link #shortSidePx}, the long side
 * in proportion); the answer is as large as the image.
 *
 * <p>Thread-safe: calls run side by side. Closing waits for those under way.
 */
public final class Segmenter implements AutoCloseable {
  /** Bounds the memory of a run. */
  private static final int MOST_AT_A_TIME = 16;

  private static final String LABELS = "labels";
  private static final String CONFIDENCE = "confidence";

  private final ImageModel model;
  private final SegmenterAsset about;
  private final ImageCodec codec = new ImageCodec();

  private Segmenter(ImageModel model, SegmenterAsset about) {
    this.model = model;
    this.about = about;
  }

  /**
   * Loads a model that {@code densesiam export} wrote of a segmentation run.
   *
   * @param path folder of a model, whose newest version is taken, or of one version
   * @throws IllegalArgumentException if it holds no model that can be loaded, or no segmenter
   */
  public static Segmenter load(Path path) {
    ImageModel model = ImageModel.load(path);
    try {
      Optional<String> about = model.extra(SegmenterAsset.FILE);
      checkArgument(
          about.isPresent(),
          "%s is no segmenter: assets.extra/%s is missing; \"densesiam export\" of a run of"
              + " \"densesiam segment\" writes one",
          model.folder(),
          SegmenterAsset.FILE);
      return new Segmenter(model, SegmenterAsset.parse(about.get(), model.folder()));
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /** The category of each pixel of an image of any size. */
  public SegmentedImage segment(RgbImage image) {
    return segmentAll(ImmutableList.of(image)).get(0);
  }

  /**
   * The category of each pixel of a picture of any size and type. Alpha is not looked at, and grey
   * is taken as it is stored: the answer is that for a PNG file of the picture.
   */
  public SegmentedImage segment(BufferedImage picture) {
    return segment(RgbImage.of(picture));
  }

  /**
   * The category of each pixel of a JPEG, PNG, GIF (its first frame) or BMP file.
   *
   * @throws IOException if it cannot be read or decoded
   */
  public SegmentedImage segment(Path file) throws IOException {
    return segment(decode(Files.readAllBytes(file), file.toString()));
  }

  /**
   * As {@link #segment(Path)}, of a file in memory.
   *
   * @throws IOException if it cannot be decoded
   */
  public SegmentedImage segment(byte[] file) throws IOException {
    return segment(decode(file, "the image"));
  }

  /**
   * As {@link #segment(Path)}, of all that is left of a stream, which stays open.
   *
   * @throws IOException if it cannot be read or decoded
   */
  public SegmentedImage segment(InputStream file) throws IOException {
    return segment(file.readAllBytes());
  }

  /**
   * The answers for several images, in their order. Those that the network sees at one size go
   * through it together, at most {@value #MOST_AT_A_TIME} at a time.
   *
   * <p>An answer holds its image, to draw on: for thousands, call with some at a time.
   *
   * @throws IllegalArgumentException if one is null
   */
  public ImmutableList<SegmentedImage> segmentAll(List<RgbImage> images) {
    checkNoneIsNull(images);
    List<RgbImage> inputs = images.stream().map(this::input).toList();
    ImmutableListMultimap<InputSize, Integer> places =
        Multimaps.index(
            ContiguousSet.closedOpen(0, inputs.size()),
            place -> InputSize.of(images.get(place), about.sidePx()));
    SegmentedImage[] answers = new SegmentedImage[inputs.size()];
    for (InputSize size : places.keySet()) {
      for (List<Integer> some : Lists.partition(places.get(size), MOST_AT_A_TIME)) {
        Outputs outputs = run(some.stream().map(inputs::get).toList());
        for (int i = 0; i < some.size(); i++) {
          int place = some.get(i);
          answers[place] = answer(images.get(place), outputs, i);
        }
      }
    }
    return ImmutableList.copyOf(answers);
  }

  /**
   * As {@link #segmentAll}, of JPEG, PNG, GIF or BMP files.
   *
   * @throws IOException if one cannot be read or decoded; it is named, and none is answered
   * @throws IllegalArgumentException if one is null
   */
  public ImmutableList<SegmentedImage> segmentFiles(List<Path> files) throws IOException {
    checkNoneIsNull(files);
    List<RgbImage> images = new ArrayList<>();
    for (Path file : files) {
      images.add(decode(Files.readAllBytes(file), place(images.size()) + ", " + file));
    }
    return segmentAll(images);
  }

  /**
   * As {@link #segmentFiles}, of files in memory.
   *
   * @throws IOException if one cannot be decoded; its place is named, and none is answered
   * @throws IllegalArgumentException if one is null
   */
  public ImmutableList<SegmentedImage> segmentEncoded(List<byte[]> files) throws IOException {
    checkNoneIsNull(files);
    List<RgbImage> images = new ArrayList<>();
    for (byte[] file : files) {
      images.add(decode(file, place(images.size())));
    }
    return segmentAll(images);
  }

  private static void checkNoneIsNull(List<?> images) {
    int place = 0;
    for (Object image : images) { // List.indexOf(null) throws for some lists
      checkArgument(image != null, "%s is null", place(place));
      place++;
    }
  }

  private static String place(int place) {
    return "image " + place + " (from 0)";
  }

  private RgbImage decode(byte[] file, String name) throws IOException {
    try {
      return codec.decode(file);
    } catch (IOException e) {
      throw new IOException(name + " cannot be decoded: " + e.getMessage(), e);
    }
  }

  private RgbImage input(RgbImage image) {
    InputSize size = InputSize.of(image, about.sidePx());
    return codec.resize(image, size.heightPx(), size.widthPx());
  }

  private Outputs run(List<RgbImage> inputs) {
    return model.run(ServingSignature.DEFAULT, inputs, LABELS, CONFIDENCE);
  }

  private SegmentedImage answer(RgbImage image, Outputs outputs, int n) {
    return SegmentedImage.of(
        image, outputs.ints(LABELS).get(n), outputs.floats(CONFIDENCE).get(n), about);
  }

  /** How many categories there are, {@code K}. */
  public int clusters() {
    return about.clusters();
  }

  /** What the categories mean, if an evaluation found it out before the export. */
  public Optional<ClassMatching> matching() {
    return about.matching();
  }

  /** What the short side of an image is resized to before the network sees it, in pixels. */
  public int shortSidePx() {
    return about.sidePx();
  }

  /** Folder of the version that was loaded. */
  public Path folder() {
    return model.folder();
  }

  @Override
  public void close() {
    model.close();
    codec.close();
  }
}
