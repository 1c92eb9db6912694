package org.densesiam.it.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.densesiam.model.LossTerm;
import org.densesiam.model.SegmentationNetworkConfig;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.SafeTensors;

/** A batch, the weights before it, and what the released code made of them. */
final class GoldenCase {
  /** The released code's names of the losses. */
  static final ImmutableMap<LossTerm, String> TERMS =
      ImmutableMap.of(
          LossTerm.PIXEL, "loss_simsiam",
          LossTerm.OVERCLUSTERING, "loss_aux",
          LossTerm.REGION, "loss_kernel_cross",
          LossTerm.PSEUDO_LABEL, "loss_seg",
          LossTerm.IMAGE, "loss_global");

  private static final String WEIGHTS = "weights.safetensors";
  private static final double TEMPERATURE = 0.1; // method.md section 4.3
  private static final double REGION_WEIGHT = 0.1;

  private final Path folder;
  private final JsonNode expected;
  private final SafeTensors batch;
  private final SafeTensors weights;
  private final SafeTensors results;

  private GoldenCase(Path folder) throws IOException {
    this.folder = folder;
    this.expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    this.batch = SafeTensors.open(folder.resolve("batch.safetensors"));
    this.weights = SafeTensors.open(folder.resolve(WEIGHTS));
    this.results = SafeTensors.open(folder.resolve("expected.safetensors"));
  }

  /** Where the fixtures are: beside the checkout, or where {@code -Dgolden.dir} says. */
  static Path root() {
    return Path.of(
        System.getProperty("golden.dir", Path.of("..", "..", "shared", "golden").toString()));
  }

  /** All cases below {@link #root}, by name; none where there is no such folder. */
  static ImmutableList<GoldenCase> all() throws IOException {
    if (!Files.isDirectory(root())) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<GoldenCase> cases = ImmutableList.builder();
    try (Stream<Path> folders = Files.list(root()).sorted()) {
      for (Path folder : folders.toList()) {
        if (Files.isRegularFile(folder.resolve("expected.json"))) {
          cases.add(new GoldenCase(folder));
        }
      }
    }
    return cases.build();
  }

  /** Its weights as the released code names them. */
  Path weightsFile() {
    return folder.resolve(WEIGHTS);
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** The network of the case. */
  SegmentationNetworkConfig config() {
    JsonNode c = expected.get("config");
    int hidden = c.get("hid").asInt();
    double imageWeight = Math.max(0, c.get("glob").asDouble()); // -1: off
    BackboneConfig backbone = new BackboneConfig(depth(c), c.get("width").asInt(), false);
    return new SegmentationNetworkConfig(
        backbone,
        Precision.FP32,
        c.get("out").asInt(),
        hidden,
        new SegmentationNetworkConfig.Head(c.get("k").asInt(), Optional.empty()),
        new SegmentationNetworkConfig.Head(c.get("aux").asInt(), Optional.empty()),
        1,
        new SegmentationNetworkConfig.Region(REGION_WEIGHT, 0, hidden, TEMPERATURE, false),
        new ImageLossConfig(imageWeight, backbone.channels(5), hidden));
  }

  private static ResNetDepth depth(JsonNode config) {
    boolean bottleneck = config.get("bottleneck").asBoolean();
    String blocks = config.get("blocks").toString();
    for (ResNetDepth depth : ResNetDepth.values()) {
      boolean same = depth.blocks().toString().replace(" ", "").equals(blocks);
      if (same && bottleneck == (depth.block() == ResNetDepth.Block.BOTTLENECK)) {
        return depth;
      }
    }
    throw new IllegalArgumentException("no ResNet of blocks " + blocks);
  }

  int batchSize() {
    return expected.get("batch").asInt();
  }

  double number(String key) {
    return expected.get(key).asDouble();
  }

  /** How far PyTorch's own float32 run is from the float64 numbers. */
  double float32Deviation(String of) {
    return expected.get("float32_deviation").get(of).asDouble();
  }

  /** The larger float32 figure that the fixtures' README gives for gradients of this case. */
  double float32GradientError() throws IOException {
    Path readme = root().resolve("README.md");
    Matcher row =
        Pattern.compile("\\| `" + name() + "` \\| ([0-9.e-]+) \\| ([0-9.e-]+) \\|")
            .matcher(Files.isRegularFile(readme) ? Files.readString(readme) : "");
    return row.find()
        ? Math.max(Double.parseDouble(row.group(1)), Double.parseDouble(row.group(2)))
        : float32Deviation("grad_max_rel");
  }

  /** A view as the network gets it, {@code [B, P, P, 3]}. */
  FloatTensor view(String name) {
    return TorchLayout.image(tensor(batch, name));
  }

  /** Whether the features of view 2 are mirrored, {@code [B]}. */
  boolean[] flip() {
    byte[] flags = batch.bytes("flip");
    boolean[] flip = new boolean[flags.length];
    for (int i = 0; i < flip.length; i++) {
      flip[i] = flags[i] != 0;
    }
    return flip;
  }

  /** Every variable and running statistic before the step, in our layout. */
  ImmutableMap<String, FloatTensor> weights() {
    ImmutableMap.Builder<String, FloatTensor> all = ImmutableMap.builder();
    for (String name : weights.shapes().keySet()) {
      all.put(name, TorchLayout.weight(tensor(weights, name)));
    }
    return all.buildOrThrow();
  }

  /** A result in PyTorch's layout, if the case gives it. */
  Optional<FloatTensor> result(String name) {
    return results.shapes().keySet().contains(name)
        ? Optional.of(tensor(results, name))
        : Optional.empty();
  }

  /** L2 norm of a gradient, if the case gives it; {@code term} is a loss or {@code total}. */
  Optional<Double> gradientNorm(String term, String variable) {
    return Optional.ofNullable(expected.get("grad_norm").get(term + "/" + variable))
        .map(JsonNode::asDouble);
  }

  int steps() {
    return expected.get("trajectory").size();
  }

  /** A weighted loss, or {@code loss} for their sum. */
  double loss(int step, String term) {
    return expected.get("trajectory").get(step).get(term).asDouble();
  }

  private static FloatTensor tensor(SafeTensors file, String name) {
    FloatArray array = file.get(name);
    return FloatTensor.of(array.shape(), array.toArray());
  }

  @Override
  public String toString() {
    return name();
  }
}
