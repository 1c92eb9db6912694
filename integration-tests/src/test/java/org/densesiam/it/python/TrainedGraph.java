package org.densesiam.it.python;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.densesiam.export.image.RgbImage;
import org.densesiam.model.DenseSiam;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.CheckpointOps;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.config.SegmenterConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The network of a run as training builds it, with the weights of a checkpoint, in inference mode:
 * what every other way to run it must equal.
 */
final class TrainedGraph implements AutoCloseable {
  private final TrainingConfig config;
  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Placeholder<TFloat32> images; // [N, H, W, 3], normalised
  private final Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();

  TrainedGraph(TrainingConfig config, Path checkpoint) {
    this.config = config;
    Ops tf = Ops.create(graph);
    VariableStore store = new VariableStore(tf, 0);
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    ForwardPass<TFloat32> pass =
        new ForwardPass<>(tf, ForwardPass.Mode.INFERENCE, new WeightReader<>(tf, TFloat32.class));
    if (config instanceof SegmenterConfig segmenter) {
      outputs.put("logits", segmenter.model().build(ModelScope.root(store)).logits(pass, images));
    } else {
      addFeatures(pass, new DenseSiam(ModelScope.root(store), ((PretrainConfig) config).model()));
    }
    new CheckpointOps(tf, store.all()).restore(session, checkpoint);
  }

  private void addFeatures(ForwardPass<TFloat32> pass, DenseSiam network) {
    Features<TFloat32> features = network.encode(pass, images);
    for (int stage = 2; stage <= 5; stage++) {
      outputs.put("res" + stage, features.res(stage));
    }
    network.masks(pass, features).ifPresent(masks -> outputs.put("probabilities", masks));
  }

  /**
   * Of images of one size: of a pre-training run res2 to res5, and probabilities where it has
   * masks; of a run that trains a segmenter logits.
   */
  ArrayMap run(List<RgbImage> batch) {
    List<String> names = new ArrayList<>(outputs.keySet());
    FloatArray normalised = Pixels.normalised(batch, config.colour().mean(), config.colour().std());
    try (TFloat32 fed =
        TFloat32.tensorOf(normalised.shape(), DataBuffers.of(normalised.values()))) {
      Session.Runner runner = session.runner().feed(images, fed);
      outputs.values().forEach(runner::fetch);
      try (Result result = runner.run()) {
        ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
        for (int i = 0; i < names.size(); i++) {
          TFloat32 tensor = (TFloat32) result.get(i);
          arrays.put(
              names.get(i),
              FloatArray.filled(tensor.shape(), out -> tensor.copyTo(DataBuffers.of(out))));
        }
        return new ArrayMap("training graph", arrays.buildOrThrow());
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
