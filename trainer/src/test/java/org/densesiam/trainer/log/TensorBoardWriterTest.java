package org.densesiam.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.densesiam.data.record.TfRecordReader;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;

final class TensorBoardWriterTest {
  @TempDir private Path folder;

  @Test
  void onStart_fresh_opensWithVersionAndSessionLog() throws IOException {
    write(0);
    List<Event> events = read(files().get(0));
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
    assertThat(events.get(1).getStep()).isEqualTo(1);
  }

  @Test
  void onStart_resumed_beginsANewLaterFileAtTheNextStep() throws IOException {
    write(0, Reports.step(1), Reports.step(2));
    write(1, Reports.step(2));
    assertThat(files()).hasSize(2).isSorted();
    assertThat(read(files().get(1)).get(1).getStep()).isEqualTo(2);
  }

  @Test
  void onStep_scalars_areReadBackWithStepAndTime() throws IOException {
    write(0, Reports.step(64, ImmutableMap.of("loss/total", -0.5, "grad_norm", 2.0)));
    Event event = read(files().get(0)).get(2);
    assertThat(event.getStep()).isEqualTo(64);
    assertThat(event.getWallTime())
        .isCloseTo(Reports.step(64).wallTime().toEpochMilli() / 1000.0, within(1e-3));
    assertThat(withoutMetadata(event))
        .containsExactly(
            Summary.Value.newBuilder().setTag("loss/total").setSimpleValue(-0.5f).build(),
            Summary.Value.newBuilder().setTag("grad_norm").setSimpleValue(2f).build());
  }

  @Test
  void onEvaluation_list_isAHistogramBesideTheScalars() throws IOException {
    ImmutableDoubleArray spectrum = ImmutableDoubleArray.of(-0.125, -0.602);
    try (TensorBoardWriter writer = new TensorBoardWriter(folder)) {
      writer.on(Reports.start(folder, 0));
      writer.on(
          new RunEvent.Evaluation(
              7,
              1,
              ImmutableMap.of("held_out/effective_rank", 1.75),
              ImmutableMap.of("held_out/log10_spectrum", spectrum)));
    }
    Event event = read(files().get(0)).get(2);
    assertThat(event.getStep()).isEqualTo(7);
    assertThat(withoutMetadata(event))
        .containsExactly(
            Summary.Value.newBuilder()
                .setTag("held_out/effective_rank")
                .setSimpleValue(1.75f)
                .build(),
            Summary.Value.newBuilder()
                .setTag("held_out/log10_spectrum")
                .setHisto(Histogram.of(spectrum))
                .build());
  }

  @Test
  void onImages_picture_isAPngOfTheSamePixels() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, 0x123456);
    try (TensorBoardWriter writer = new TensorBoardWriter(folder)) {
      writer.on(Reports.start(folder, 0));
      writer.on(new RunEvent.Images(7, ImmutableMap.of("regions/0", image)));
    }
    Event event = read(files().get(0)).get(2);
    assertThat(event.getStep()).isEqualTo(7);
    Summary.Value value = event.getSummary().getValue(0);
    assertThat(value.getTag()).isEqualTo("regions/0");
    assertThat(value.getImage().getWidth()).isEqualTo(3);
    assertThat(value.getImage().getHeight()).isEqualTo(2);
    BufferedImage decoded =
        ImageIO.read(
            new ByteArrayInputStream(value.getImage().getEncodedImageString().toByteArray()));
    assertThat(decoded.getRGB(2, 1) & 0xffffff).isEqualTo(0x123456);
  }

  @Test
  void tag_isDescribedWhereItFirstComes() throws IOException {
    ImmutableMap<String, Double> scalars = ImmutableMap.of("memory/resident_mb", 12.0, "own", 1.0);
    write(0, Reports.step(1, scalars), Reports.step(2, scalars));
    List<Event> events = read(files().get(0));
    assertThat(events.get(2).getSummary().getValueList())
        .extracting(value -> value.getMetadata().getSummaryDescription())
        .containsExactly("Physical memory that the process holds, in millions of bytes.", "");
    assertThat(events.get(3).getSummary().getValueList()).noneMatch(Summary.Value::hasMetadata);
  }

  @Test
  void configuration_isATextAndTheHyperparametersOfTheRun() throws Exception {
    PretrainConfig config = Presets.PRETRAIN.load("quickstart", List.of());
    try (TensorBoardWriter writer = new TensorBoardWriter(folder, config)) {
      writer.on(Reports.start(folder, 0));
      writer.on(
          new RunEvent.End(
              RunEvent.End.Outcome.COMPLETED, 7, Duration.ofSeconds(1), Optional.empty()));
    }
    List<Summary.Value> values =
        read(files().get(0)).stream()
            .flatMap(event -> event.getSummary().getValueList().stream())
            .toList();
    assertThat(values)
        .extracting(Summary.Value::getTag)
        .containsExactly(
            "configuration", "_hparams_/session_start_info", "_hparams_/session_end_info");
    assertThat(values.get(0).getTensor().getStringVal(0).toStringUtf8())
        .startsWith("```\n")
        .contains("  batchSize: 16\n");
    Struct start = Struct.parseFrom(content(values.get(1), 3));
    assertThat(start.getFieldsOrThrow("data.batchSize").getNumberValue()).isEqualTo(16);
    assertThat(start.getFieldsOrThrow("model.backbone.depth").getStringValue())
        .isEqualTo("resnet18");
    UnknownFieldSet end = UnknownFieldSet.parseFrom(content(values.get(2), 4));
    assertThat(end.getField(1).getVarintList()).as("STATUS_SUCCESS").containsExactly(1L);
  }

  /** One message of HParamsPluginData. */
  private static ByteString content(Summary.Value value, int field) throws IOException {
    SummaryMetadata.PluginData data = value.getMetadata().getPluginData();
    assertThat(data.getPluginName()).isEqualTo("hparams");
    return UnknownFieldSet.parseFrom(data.getContent())
        .getField(field)
        .getLengthDelimitedList()
        .get(0);
  }

  private static List<Summary.Value> withoutMetadata(Event event) {
    return event.getSummary().getValueList().stream()
        .map(value -> value.toBuilder().clearMetadata().build())
        .toList();
  }

  private void write(long resumedStep, RunEvent.Step... reports) {
    try (TensorBoardWriter writer = new TensorBoardWriter(folder)) {
      writer.on(Reports.start(folder, resumedStep));
      for (RunEvent.Step report : reports) {
        writer.on(report);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<Event> read(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    try (TfRecordReader reader = TfRecordReader.open(file)) {
      for (Optional<ByteString> next = reader.next(); next.isPresent(); next = reader.next()) {
        events.add(Event.parseFrom(next.get()));
      }
    }
    return events;
  }
}
