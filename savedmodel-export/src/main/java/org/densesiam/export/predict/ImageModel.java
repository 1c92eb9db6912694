package org.densesiam.export.predict;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.densesiam.data.TensorFlowMessage;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.savedmodel.ModelFolder;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * A SavedModel that answers for images.
 *
 * <pre>{@code
 * try (ImageModel model = ImageModel.load(Path.of("models/birds"))) {
 *   FloatNdArray res5 = model.run("serving_default", images, "res5").floats("res5"); // [N, h, w, C5]
 * }
 * }</pre>
 *
 * <p>Thread-safe: calls run side by side in one session. Closing waits for those under way.
 */
public final class ImageModel implements AutoCloseable {
  /** The input that takes pixels. */
  public static final String PIXELS = "images";

  /** The input that takes encoded images. */
  public static final String ENCODED = "image_bytes";

  private final Path folder;
  private final SavedModelBundle bundle;
  private final ImmutableMap<String, SignatureDef> signatures;

  private ImageModel(Path folder, SavedModelBundle bundle) {
    this.folder = folder;
    this.bundle = bundle;
    this.signatures =
        bundle.metaGraphDef().getSignatureDefMap().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith("__")) // markers of initialisers
            .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Loads a model.
   *
   * @param path folder of a model, whose newest version is taken, or of one version
   * @throws IllegalArgumentException if it holds no SavedModel that can be loaded
   */
  public static ImageModel load(Path path) {
    return load(path, ConfigProto.getDefaultInstance());
  }

  /**
   * Loads a model into a session that is set up in a way of its own; see {@link #load(Path)}.
   *
   * @throws IllegalArgumentException if the folder holds no SavedModel that can be loaded
   */
  public static ImageModel load(Path path, ConfigProto session) {
    checkArgument(Files.isDirectory(path), "no model folder %s", path);
    Path folder =
        Files.exists(path.resolve("saved_model.pb")) ? path : new ModelFolder(path).newest();
    VariableFiles variables = VariableFiles.in(folder);
    SavedModelBundle bundle;
    try {
      bundle =
          SavedModelBundle.loader(folder.toString())
              .withTags("serve")
              .withConfigProto(session)
              .load();
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      variables.checkNotHalf();
      throw new IllegalArgumentException(
          "%s is not a SavedModel that can be loaded: %s"
              .formatted(folder, TensorFlowMessage.firstLine(e, e.toString())),
          e);
    }
    try {
      variables.checkThereFor(bundle.metaGraphDef().getGraphDef());
      return new ImageModel(folder, bundle);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /** Folder of the version that was loaded. */
  public Path folder() {
    return folder;
  }

  /** Names of the ways to call the model. */
  public ImmutableSortedSet<String> signatures() {
    return ImmutableSortedSet.copyOf(signatures.keySet());
  }

  /** Names of what a signature answers. */
  public ImmutableSortedSet<String> outputs(String signature) {
    return ImmutableSortedSet.copyOf(signature(signature).getOutputsMap().keySet());
  }

  /** Whether the model labels pixels when nothing else is asked for. */
  public boolean isSegmenter() {
    return signatures.containsKey("serving_default")
        && outputs("serving_default").containsAll(ImmutableSet.of("labels", "confidence"));
  }

  /** Whether a signature takes encoded images rather than pixels. */
  public boolean takesFiles(String signature) {
    return signature(signature).getInputsMap().containsKey(ENCODED);
  }

  /** A file of {@code assets.extra/}, such as how the model was made. */
  public Optional<String> extra(String name) {
    Path file = folder.resolve("assets.extra").resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * Runs a signature that takes pixels.
   *
   * @param images {@code N} of one size, at least 1
   * @param outputs which to compute; all, if none is named
   * @throws IllegalArgumentException if the signature or an output is not there, if it takes
   *     something else, or if the images differ in size
   */
  public Outputs run(String signature, List<RgbImage> images, String... outputs) {
    try (TUint8 batch = batch(images)) {
      return run(signature, PIXELS, batch, outputs);
    }
  }

  /**
   * Runs a signature that takes JPEG or PNG files.
   *
   * @param files {@code N} of any sizes
   * @param outputs which to compute; all, if none is named
   * @throws IllegalArgumentException if the signature or an output is not there, if it takes
   *     something else, or if a file cannot be decoded
   */
  public Outputs runEncoded(String signature, List<byte[]> files, String... outputs) {
    NdArray<byte[]> bytes = NdArrays.ofObjects(byte[].class, Shape.of(files.size()));
    for (int i = 0; i < files.size(); i++) {
      bytes.setObject(files.get(i), i);
    }
    try (TString batch = TString.tensorOfBytes(bytes)) {
      return run(signature, ENCODED, batch, outputs);
    }
  }

  private Outputs run(String signature, String inputName, Tensor batch, String... outputs) {
    SignatureDef called = signature(signature);
    TensorInfo input = called.getInputsMap().get(inputName);
    checkArgument(
        input != null,
        "signature \"%s\" of %s takes %s, not \"%s\"",
        signature,
        folder,
        called.getInputsMap().keySet(),
        inputName);
    ImmutableSet<String> asked =
        outputs.length == 0 ? outputs(signature) : ImmutableSet.copyOf(outputs);
    Session.Runner runner = bundle.session().runner().feed(input.getName(), batch);
    for (String name : asked) {
      TensorInfo output = called.getOutputsMap().get(name);
      checkArgument(
          output != null,
          "signature \"%s\" of %s has no output \"%s\"; it has %s",
          signature,
          folder,
          name,
          outputs(signature));
      runner.fetch(output.getName());
    }
    try (Result result = runner.run()) {
      return Outputs.copyOf(asked, result);
    } catch (TFInvalidArgumentException e) { // a message of many lines, of which the first tells
      throw new IllegalArgumentException(
          String.format(
              "signature \"%s\" of %s refuses its input: %s",
              signature, folder, TensorFlowMessage.firstLine(e, "")),
          e);
    }
  }

  private SignatureDef signature(String name) {
    SignatureDef signature = signatures.get(name);
    checkArgument(
        signature != null, "%s has no signature \"%s\"; it has %s", folder, name, signatures());
    return signature;
  }

  /** {@code [N, H, W, 3]}. */
  private static TUint8 batch(List<RgbImage> images) {
    checkArgument(!images.isEmpty(), "no images to run");
    RgbImage first = images.get(0);
    for (RgbImage image : images) {
      checkArgument(
          image.heightPx() == first.heightPx() && image.widthPx() == first.widthPx(),
          "the images of one call must be of one size: found %s and %s",
          first,
          image);
    }
    Shape shape = Shape.of(images.size(), first.heightPx(), first.widthPx(), 3);
    return TUint8.tensorOf(
        shape,
        tensor -> {
          for (int i = 0; i < images.size(); i++) {
            tensor.get(i).copyFrom(images.get(i).pixels());
          }
        });
  }

  @Override
  public void close() {
    bundle.close();
  }
}
