package org.densesiam.export.api;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.InputSize;
import org.densesiam.export.image.PictureDecoder;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.predict.Outputs;
import org.densesiam.export.savedmodel.ServingSignature;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TInt32;

/** What {@link Segmenter} and {@link Embedder} share: pictures in any form to a model's outputs. */
final class LoadedModel implements AutoCloseable {
  /** Bounds the memory of a run. */
  static final int MOST_AT_A_TIME = 16;

  private final ImageModel model;
  private final ImageCodec codec = new ImageCodec();
  private final PictureDecoder decoder;

  private LoadedModel(ImageModel model, ModelOptions options) {
    this.model = model;
    this.decoder = new PictureDecoder(codec, options.maxPixels(), options.exifOrientation());
  }

  /**
   * Loads a model.
   *
   * @throws IllegalArgumentException if the folder holds none that can be loaded
   * @throws IllegalStateException if a GPU is asked for and there is none
   */
  static LoadedModel load(Path path, ModelOptions options) {
    if (options.device() == Device.GPU) {
      checkGpu();
    }
    return new LoadedModel(ImageModel.load(path, session(options)), options);
  }

  private static ConfigProto session(ModelOptions options) {
    ConfigProto.Builder session = ConfigProto.newBuilder();
    if (options.device() == Device.CPU) {
      session.putDeviceCount("GPU", 0);
    }
    options
        .threads()
        .ifPresent(
            threads ->
                session
                    .setIntraOpParallelismThreads(threads)
                    .setInterOpParallelismThreads(threads)
                    .setUsePerSessionThreads(true));
    return session.build();
  }

  /** An operation that is bound to a GPU finds out; TensorFlow Java lists no devices. */
  private static void checkGpu() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TInt32> zero =
          tf.withDevice(
                  DeviceSpec.newBuilder()
                      .deviceType(DeviceSpec.DeviceType.GPU)
                      .deviceIndex(0)
                      .build())
              .constant(0);
      try (Session session = new Session(graph)) {
        session.runner().fetch(zero).run().close();
      }
    } catch (TFInvalidArgumentException e) {
      throw new IllegalStateException(
          "TensorFlow sees no GPU; Device.GPU needs its GPU library (tensorflow-core-native,"
              + " classifier linux-x86_64-gpu), NVIDIA's libraries and a driver",
          e);
    }
  }

  ImageModel model() {
    return model;
  }

  /** Fails if one is missing. */
  static void checkNoneIsNull(List<?> pictures) {
    int place = 0;
    for (Object picture : pictures) { // List.indexOf(null) throws for some lists
      checkArgument(picture != null, "%s is null", place(place));
      place++;
    }
  }

  private static String place(int place) {
    return "image " + place + " (from 0)";
  }

  RgbImage read(Path file) throws IOException {
    return decode(Files.readAllBytes(file), file.toString());
  }

  RgbImage read(byte[] file) throws IOException {
    return decode(file, "the image");
  }

  RgbImage read(InputStream file) throws IOException {
    return read(file.readAllBytes());
  }

  ImmutableList<RgbImage> readFiles(List<Path> files) throws IOException {
    checkNoneIsNull(files);
    ImmutableList.Builder<RgbImage> images = ImmutableList.builder();
    int place = 0;
    for (Path file : files) {
      images.add(decode(Files.readAllBytes(file), place(place) + ", " + file));
      place++;
    }
    return images.build();
  }

  ImmutableList<RgbImage> readEncoded(List<byte[]> files) throws IOException {
    checkNoneIsNull(files);
    ImmutableList.Builder<RgbImage> images = ImmutableList.builder();
    int place = 0;
    for (byte[] file : files) {
      images.add(decode(file, place(place)));
      place++;
    }
    return images.build();
  }

  static ImmutableList<RgbImage> readPictures(List<BufferedImage> pictures) {
    checkNoneIsNull(pictures);
    return pictures.stream().map(RgbImage::of).collect(ImmutableList.toImmutableList());
  }

  private RgbImage decode(byte[] file, String name) throws IOException {
    try {
      decoder.size(file);
      return decoder.decode(file);
    } catch (IOException e) {
      throw new IOException(name + " cannot be decoded: " + e.getMessage(), e);
    }
  }

  /**
   * The answers for several images, in their order. Those that the network sees at one size go
   * through it together, at most {@value #MOST_AT_A_TIME} at a time.
   *
   * @param shortSidePx at which the network sees them
   * @param outputs of the signature {@code serving_default}
   * @param reader takes the answer for one image out of those for a batch
   */
  <A> ImmutableList<A> run(
      List<RgbImage> images, int shortSidePx, List<String> outputs, Reader<A> reader) {
    checkNoneIsNull(images);
    List<RgbImage> inputs = images.stream().map(image -> input(image, shortSidePx)).toList();
    ImmutableListMultimap<InputSize, Integer> places =
        Multimaps.index(
            ContiguousSet.closedOpen(0, inputs.size()),
            place -> InputSize.of(images.get(place), shortSidePx));
    Map<Integer, A> answers = new TreeMap<>(); // by place
    for (InputSize size : places.keySet()) {
      for (List<Integer> some : Lists.partition(places.get(size), MOST_AT_A_TIME)) {
        Outputs batch =
            model.run(
                ServingSignature.DEFAULT,
                some.stream().map(inputs::get).toList(),
                outputs.toArray(String[]::new));
        for (int n = 0; n < some.size(); n++) {
          int place = some.get(n);
          answers.put(place, reader.read(images.get(place), batch, n));
        }
      }
    }
    return ImmutableList.copyOf(answers.values());
  }

  private RgbImage input(RgbImage image, int shortSidePx) {
    InputSize size = InputSize.of(image, shortSidePx);
    return codec.resize(image, size.heightPx(), size.widthPx());
  }

  @Override
  public void close() {
    model.close();
    codec.close();
  }

  /** From the outputs for a batch to the answer for the image at place {@code n} of it. */
  @FunctionalInterface
  interface Reader<A> {
    A read(RgbImage image, Outputs batch, int n);
  }
}
