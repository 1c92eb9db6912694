package org.densesiam.export.serving;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.densesiam.data.record.TfRecordWriter;
import org.densesiam.export.savedmodel.ServingSignature;
import org.tensorflow.Operand;
import org.tensorflow.proto.TensorProto;

/**
 * The file of requests that TensorFlow Serving runs when it has loaded a model, before it answers
 * anybody: the first request of a signature is slow, and should be nobody's.
 *
 * <p>TFRecords of {@code tensorflow.serving.PredictionLog}, of which this much is written:
 *
 * <pre>
 *   PredictionLog   { PredictLog predict_log = 6 }
 *   PredictLog      { PredictRequest request = 1 }
 *   PredictRequest  { ModelSpec model_spec = 1; map&lt;string, TensorProto&gt; inputs = 2 }
 *   ModelSpec       { string name = 1; string signature_name = 3 }
 * </pre>
 */
public final class WarmUp {
  /** Where Serving looks for it, below {@code assets.extra/}. */
  public static final String FILE = "tf_serving_warmup_requests";

  private static final int PREDICT_LOG = 6;
  private static final int REQUEST = 1;
  private static final int MODEL_SPEC = 1;
  private static final int MODEL_NAME = 1;
  private static final int SIGNATURE_NAME = 3;
  private static final int INPUTS = 2;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private WarmUp() {}

  /**
   * Writes a request for each signature, of one image.
   *
   * @param model name by which the model is served
   * @param sidePx of that image
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, String model, List<ServingSignature> signatures, int sidePx) {
    try (TfRecordWriter records = TfRecordWriter.create(file)) {
      for (ServingSignature signature : signatures) {
        records.write(predictionLog(model, signature, sidePx));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static UnknownFieldSet predictionLog(
      String model, ServingSignature signature, int sidePx) {
    UnknownFieldSet spec =
        message(ImmutableMap.of(MODEL_NAME, text(model), SIGNATURE_NAME, text(signature.name())));
    ImmutableList.Builder<ByteString> inputs = ImmutableList.builder();
    for (Map.Entry<String, ? extends Operand<?>> input : signature.inputs().entrySet()) {
      TensorProto value = SampleInput.of(input.getKey(), input.getValue(), sidePx);
      inputs.add(
          message(ImmutableMap.of(KEY, text(input.getKey()), VALUE, value.toByteString()))
              .toByteString());
    }
    UnknownFieldSet request =
        UnknownFieldSet.newBuilder()
            .addField(MODEL_SPEC, field(ImmutableList.of(spec.toByteString())))
            .addField(INPUTS, field(inputs.build()))
            .build();
    UnknownFieldSet predictLog = message(ImmutableMap.of(REQUEST, request.toByteString()));
    return message(ImmutableMap.of(PREDICT_LOG, predictLog.toByteString()));
  }

  private static ByteString text(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private static UnknownFieldSet message(ImmutableMap<Integer, ByteString> fields) {
    UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
    fields.forEach((number, value) -> message.addField(number, field(ImmutableList.of(value))));
    return message.build();
  }

  private static Field field(List<ByteString> values) {
    Field.Builder field = Field.newBuilder();
    values.forEach(field::addLengthDelimited);
    return field.build();
  }
}
