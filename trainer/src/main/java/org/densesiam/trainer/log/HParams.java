package org.densesiam.trainer.log;

import com.google.common.primitives.Doubles;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What TensorBoard's table of runs (its "HParams") is told: keys of the configuration when a run
 * begins, and how it ended. The table takes the last value of every scalar as the run's figures.
 *
 * <p>Messages of TensorBoard's {@code plugins/hparams/plugin_data.proto}, which TensorFlow Java
 * does not have, by the numbers of their fields.
 */
final class HParams {
  private static final String PLUGIN = "hparams";

  // HParamsPluginData
  private static final int SESSION_START_INFO = 3;
  private static final int SESSION_END_INFO = 4;
  // SessionStartInfo; its field 1, map<string, Value>, is all that a Struct has
  private static final int START_TIME_SECS = 5;
  // SessionEndInfo
  private static final int STATUS = 1;
  private static final int END_TIME_SECS = 2;

  private HParams() {}

  /** As the run begins. */
  static Summary.Value start(Map<String, String> configuration, Instant now) {
    Struct.Builder values = Struct.newBuilder();
    configuration.forEach((key, value) -> values.putFields(key, value(value)));
    Struct info = values.setUnknownFields(one(START_TIME_SECS, fixed64(seconds(now)))).build();
    return summary("_hparams_/session_start_info", SESSION_START_INFO, info);
  }

  /** As the run ends. */
  static Summary.Value end(RunEvent.End.Outcome outcome, Instant now) {
    int status =
        switch (outcome) {
          case COMPLETED -> 1; // STATUS_SUCCESS
          case FAILED -> 2; // STATUS_FAILURE
          case STOPPED -> 0; // STATUS_UNKNOWN: neither of them, and not running
        };
    Struct info =
        Struct.newBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(STATUS, UnknownFieldSet.Field.newBuilder().addVarint(status).build())
                    .addField(END_TIME_SECS, fixed64(seconds(now)))
                    .build())
            .build();
    return summary("_hparams_/session_end_info", SESSION_END_INFO, info);
  }

  private static Summary.Value summary(String tag, int field, Struct info) {
    UnknownFieldSet data =
        one(
            field,
            UnknownFieldSet.Field.newBuilder().addLengthDelimited(info.toByteString()).build());
    return Summary.Value.newBuilder()
        .setTag(tag)
        .setMetadata(
            SummaryMetadata.newBuilder()
                .setPluginData(
                    SummaryMetadata.PluginData.newBuilder()
                        .setPluginName(PLUGIN)
                        .setContent(data.toByteString())))
        .setTensor(
            TensorProto.newBuilder() // of nothing, as TensorBoard's own writer puts here
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(
                    TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(0))))
        .build();
  }

  private static Value value(String text) {
    @Nullable Double number = Doubles.tryParse(text);
    if (number != null) {
      return Value.newBuilder().setNumberValue(number).build();
    }
    return text.equals("true") || text.equals("false")
        ? Value.newBuilder().setBoolValue(text.equals("true")).build()
        : Value.newBuilder().setStringValue(text).build();
  }

  private static UnknownFieldSet one(int number, UnknownFieldSet.Field field) {
    return UnknownFieldSet.newBuilder().addField(number, field).build();
  }

  private static UnknownFieldSet.Field fixed64(double value) {
    return UnknownFieldSet.Field.newBuilder().addFixed64(Double.doubleToLongBits(value)).build();
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1e3;
  }
}
