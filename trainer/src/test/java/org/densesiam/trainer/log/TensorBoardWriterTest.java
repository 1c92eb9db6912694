package org.densesiam.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.densesiam.data.record.TfRecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

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
    assertThat(event.getSummary().getValueList())
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
    assertThat(event.getSummary().getValueList())
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
