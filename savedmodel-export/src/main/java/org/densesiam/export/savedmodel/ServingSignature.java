package org.densesiam.export.savedmodel;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * One way to call a model: names for the tensors that go in and for those that come out.
 *
 * <p>An input whose name ends in {@code _bytes} can be sent to TensorFlow Serving's REST interface
 * as {@code {"b64": "..."}}.
 *
 * @param name what a caller asks for, {@link #DEFAULT} when it asks for nothing
 * @param inputs placeholders by the callers' names
 * @param outputs by the callers' names
 */
public record ServingSignature(
    String name,
    ImmutableMap<String, ? extends Operand<?>> inputs,
    ImmutableMap<String, ? extends Operand<?>> outputs) {
  /** What a caller that names no signature gets. */
  public static final String DEFAULT = "serving_default";

  /** TensorFlow Serving refuses a signature without it. */
  private static final String PREDICT = "tensorflow/serving/predict";

  public ServingSignature {
    checkArgument(!name.isEmpty(), "a signature needs a name");
    checkArgument(!inputs.isEmpty(), "signature \"%s\" needs an input", name);
    checkArgument(!outputs.isEmpty(), "signature \"%s\" needs an output", name);
  }

  /**
   * Whether any two requests can be joined along the first dimension: each input is a value an
   * image, and no two images have to agree.
   */
  public boolean stacks() {
    return inputs.keySet().equals(ImmutableSet.of("image_bytes"));
  }

  SignatureDef toProto() {
    SignatureDef.Builder proto = SignatureDef.newBuilder().setMethodName(PREDICT);
    inputs.forEach((key, operand) -> proto.putInputs(key, tensorInfo(operand.asOutput())));
    outputs.forEach((key, operand) -> proto.putOutputs(key, tensorInfo(operand.asOutput())));
    return proto.build();
  }

  private static TensorInfo tensorInfo(Output<?> tensor) {
    return TensorInfo.newBuilder()
        .setName(TensorNames.of(tensor))
        .setDtype(tensor.dataType())
        .setTensorShape(shape(tensor.shape()))
        .build();
  }

  private static TensorShapeProto shape(Shape shape) {
    TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
    if (shape.isUnknown()) {
      return proto.setUnknownRank(true).build();
    }
    for (long size : shape.asArray()) { // -1 is a free dimension, there and here
      proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return proto.build();
  }

  /** All tensors that this signature names. */
  Iterable<Operand<?>> tensors() {
    ImmutableMap.Builder<String, Operand<?>> all = ImmutableMap.builder();
    for (Map.Entry<String, ? extends Operand<?>> input : inputs.entrySet()) {
      all.put("input " + input.getKey(), input.getValue());
    }
    for (Map.Entry<String, ? extends Operand<?>> output : outputs.entrySet()) {
      all.put("output " + output.getKey(), output.getValue());
    }
    return all.buildOrThrow().values();
  }

  /** Names of tensors as graph protos have them. */
  static final class TensorNames {
    private TensorNames() {}

    /** {@code operation:index}. */
    static String of(Output<?> tensor) {
      return tensor.op().name() + ":" + tensor.index();
    }
  }
}
