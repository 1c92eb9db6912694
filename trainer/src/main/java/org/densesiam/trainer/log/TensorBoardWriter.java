package org.densesiam.trainer.log;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.densesiam.data.record.TfRecordWriter;
import org.densesiam.export.picture.Png;
import org.densesiam.trainer.config.ConfigValues;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.TrainingConfig;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataClass;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Scalars, lists as histograms, pictures and the configuration for TensorBoard: a TFRecord file of
 * {@code tensorflow.Event}.
 *
 * <p>TensorBoard reads files with {@code tfevents} in their name, in the order of their names, and
 * wants {@code brain.Event:2} as the first event's version. When a run is resumed, a new file
 * begins with a session log {@code START} at the next step, which makes TensorBoard drop what
 * earlier files say of it and later ones.
 */
public final class TensorBoardWriter implements TrainingListener {
  private static final String FILE_VERSION = "brain.Event:2";
  private static final int RGB = 3;

  private final Path folder;
  private final Optional<TrainingConfig> config;
  private final Set<String> described = new HashSet<>(); // in this file
  private @Nullable OutputStream out; // from the start on
  private @Nullable TfRecordWriter records; // from the start on

  /** Into a new file in {@code folder}, which exists; made at {@link RunEvent.Start}. */
  public TensorBoardWriter(Path folder) {
    this(folder, Optional.empty());
  }

  /**
   * As {@link #TensorBoardWriter(Path)}, with the run's configuration, by which to compare runs.
   */
  public TensorBoardWriter(Path folder, TrainingConfig config) {
    this(folder, Optional.of(config));
  }

  private TensorBoardWriter(Path folder, Optional<TrainingConfig> config) {
    this.folder = folder;
    this.config = config;
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Start start) {
      open(start);
    } else if (event instanceof RunEvent.Step step) {
      write(step.step(), step.scalars(), step.lists(), step.wallTime());
    } else if (event instanceof RunEvent.Evaluation evaluation) {
      write(evaluation.step(), evaluation.scalars(), evaluation.lists(), Instant.now());
    } else if (event instanceof RunEvent.Images images) {
      write(images);
    } else if (event instanceof RunEvent.End end && config.isPresent() && records != null) {
      write(end.step(), HParams.end(end.outcome(), Instant.now()));
    }
  }

  private void open(RunEvent.Start start) {
    Instant now = Instant.now();
    try {
      out =
          new BufferedOutputStream(
              Files.newOutputStream(newFile(now), StandardOpenOption.CREATE_NEW));
    } catch (IOException e) {
      throw failure(e);
    }
    records = new TfRecordWriter(out);
    write(Event.newBuilder().setFileVersion(FILE_VERSION), now);
    write(
        Event.newBuilder()
            .setStep(start.resumedStep() + 1)
            .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START)),
        now);
    config.ifPresent(
        values -> {
          write(start.resumedStep(), text("configuration", ConfigYaml.write(values)));
          write(start.resumedStep(), HParams.start(ConfigValues.of(values), now));
        });
    flush();
  }

  /** A text that keeps its line breaks: TensorBoard reads Markdown. */
  private static Summary.Value text(String tag, String text) {
    return Summary.Value.newBuilder()
        .setTag(tag)
        .setMetadata(metadata("text", DataClass.DATA_CLASS_TENSOR))
        .setTensor(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_STRING)
                .setTensorShape(TensorShapeProto.getDefaultInstance())
                .addStringVal(ByteString.copyFromUtf8("```\n" + text + "```\n")))
        .build();
  }

  private void write(long step, Summary.Value value) {
    Summary summary = Summary.newBuilder().addValue(value).build();
    write(Event.newBuilder().setStep(step).setSummary(summary), Instant.now());
    flush();
  }

  /** A value to be filled in; the first of a tag says what it is and which plugin shows it. */
  private Summary.Value.Builder add(
      Summary.Builder summary, String tag, String plugin, DataClass dataClass) {
    Summary.Value.Builder value = summary.addValueBuilder().setTag(tag);
    if (described.add(tag)) {
      ScalarWords.of(tag)
          .map(words -> metadata(plugin, dataClass).setSummaryDescription(words))
          .ifPresent(value::setMetadata);
    }
    return value;
  }

  private static SummaryMetadata.Builder metadata(String plugin, DataClass dataClass) {
    return SummaryMetadata.newBuilder()
        .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName(plugin))
        .setDataClass(dataClass);
  }

  private void write(
      long step,
      ImmutableMap<String, Double> scalars,
      ImmutableMap<String, ImmutableDoubleArray> lists,
      Instant wallTime) {
    Summary.Builder summary = Summary.newBuilder();
    scalars.forEach(
        (name, value) ->
            add(summary, name, "scalars", DataClass.DATA_CLASS_SCALAR)
                .setSimpleValue(value.floatValue()));
    lists.forEach(
        (name, list) ->
            add(summary, name, "histograms", DataClass.DATA_CLASS_TENSOR)
                .setHisto(Histogram.of(list)));
    write(Event.newBuilder().setStep(step).setSummary(summary), wallTime);
    flush();
  }

  private void write(RunEvent.Images images) {
    Summary.Builder summary = Summary.newBuilder();
    images
        .images()
        .forEach((tag, image) -> summary.addValueBuilder().setTag(tag).setImage(encode(image)));
    write(Event.newBuilder().setStep(images.step()).setSummary(summary), Instant.now());
    flush();
  }

  @Override
  public void close() {
    if (records != null) {
      try {
        records.close();
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  /** {@code events.out.tfevents.SECONDS.densesiam.PID.NANOS}: sorted by time, never twice. */
  private Path newFile(Instant now) {
    return folder.resolve(
        "events.out.tfevents.%010d.densesiam.%d.%09d"
            .formatted(now.getEpochSecond(), ProcessHandle.current().pid(), now.getNano()));
  }

  private void write(Event.Builder event, Instant wallTime) {
    if (records == null) {
      throw new IllegalStateException("An event came before the start");
    }
    double seconds = wallTime.getEpochSecond() + wallTime.getNano() * 1e-9;
    try {
      records.write(event.setWallTime(seconds).build());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void flush() {
    if (out != null) {
      try {
        out.flush();
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  private static Summary.Image encode(BufferedImage image) {
    return Summary.Image.newBuilder()
        .setHeight(image.getHeight())
        .setWidth(image.getWidth())
        .setColorspace(RGB)
        .setEncodedImageString(ByteString.copyFrom(Png.encode(image)))
        .build();
  }

  private UncheckedIOException failure(IOException cause) {
    return new UncheckedIOException("Cannot write events for TensorBoard to " + folder, cause);
  }
}
