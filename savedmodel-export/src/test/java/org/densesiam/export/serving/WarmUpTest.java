package org.densesiam.export.serving;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.record.TfRecordReader;
import org.densesiam.export.BackboneExport;
import org.densesiam.export.TestImages;
import org.densesiam.export.TrainedRun;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.DenseSiamConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Read by the numbers of the fields; by Serving's own classes in the tests with Python. */
class WarmUpTest {
  private static final int SIDE_PX = 32;

  @TempDir private Path folder;

  @Test
  void export_hasARequestForEverySignature_thatTheModelAnswers() throws Exception {
    DenseSiamConfig config = TrainedRun.tiny(Variant.MASKS, Precision.FP32);
    ModelFolder target = new ModelFolder(folder.resolve("birds"));
    try (TrainedRun run = new TrainedRun(config)) {
      BackboneExport.of(config, TestImages.IMAGENET, SIDE_PX)
          .write(run.save(folder), target, 1, ImmutableMap.of());
    }
    Map<String, TensorProto> inputs = new HashMap<>();
    for (ByteString record :
        records(target.path().resolve("1/assets.extra").resolve(WarmUp.FILE))) {
      UnknownFieldSet request = message(message(UnknownFieldSet.parseFrom(record), 6), 1);
      UnknownFieldSet spec = message(request, 1);
      assertThat(bytes(spec, 1).toStringUtf8()).as("model").isEqualTo("birds");
      UnknownFieldSet input = message(request, 2);
      TensorProto value = TensorProto.parseFrom(bytes(input, 2));
      assertThat(bytes(input, 1).toStringUtf8())
          .isEqualTo(value.getDtype() == DataType.DT_STRING ? "image_bytes" : "images");
      inputs.put(bytes(spec, 3).toStringUtf8(), value);
    }

    try (ImageModel model = ImageModel.load(target.path())) {
      assertThat(inputs.keySet()).isEqualTo(model.signatures());
      byte[] png = requireNonNull(inputs.get("image_bytes")).getStringVal(0).toByteArray();
      assertThat(
              model
                  .runEncoded("image_bytes", List.of(png), "pooled")
                  .floats("pooled")
                  .shape()
                  .get(0))
          .isEqualTo(1);
    }
    assertThat(requireNonNull(inputs.get("embed")).getTensorContent().size())
        .isEqualTo(SIDE_PX * SIDE_PX * 3);
  }

  private static List<ByteString> records(Path file) {
    List<ByteString> records = new ArrayList<>();
    try (TfRecordReader reader = TfRecordReader.open(file, TfRecordCompression.NONE)) {
      Optional<ByteString> next = reader.next();
      while (next.isPresent()) {
        records.add(next.get());
        next = reader.next();
      }
    }
    return records;
  }

  private static UnknownFieldSet message(UnknownFieldSet message, int field)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(bytes(message, field));
  }

  private static ByteString bytes(UnknownFieldSet message, int field) {
    assertThat(message.getField(field).getLengthDelimitedList()).as("field %s", field).hasSize(1);
    return message.getField(field).getLengthDelimitedList().get(0);
  }
}
