package org.densesiam.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.densesiam.data.view.LabelledViewConfig;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** A pipeline of labelled views in a session of its own. */
final class LabelledPipelineRun implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final LabelledViewPipeline pipeline;
  private final int sizePx;

  /** One view; arrays are {@code [P][P]}, of 0..255, the image's its red channel. */
  record View(long position, int[][] image, int[][] labels) {}

  LabelledPipelineRun(RecordSource source, LabelledViewConfig views, PipelineConfig config) {
    this.pipeline = new LabelledViewPipeline(Ops.create(graph), source, views, config);
    this.sizePx = views.sizePx();
  }

  /** All views from {@code start} to the end of the epoch. */
  List<View> epoch(EpochStart start) {
    pipeline.start(session, start);
    List<View> views = new ArrayList<>();
    while (true) {
      LabelledBatch batch = pipeline.batch();
      try (Result result =
          session
              .runner()
              .fetch(batch.image())
              .fetch(batch.labels())
              .fetch(batch.position())
              .run()) {
        TInt64 positions = (TInt64) result.get(2);
        for (int i = 0; i < positions.size(); i++) {
          views.add(
              new View(
                  positions.getLong(i),
                  picture((TUint8) result.get(0), i, 3),
                  picture((TUint8) result.get(1), i, 1)));
        }
      } catch (TFOutOfRangeException endOfEpoch) {
        return views;
      }
    }
  }

  private int[][] picture(TUint8 tensor, int index, int channels) {
    byte[] bytes = new byte[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(bytes));
    int[][] picture = new int[sizePx][sizePx];
    for (int y = 0; y < sizePx; y++) {
      for (int x = 0; x < sizePx; x++) {
        picture[y][x] = bytes[((index * sizePx + y) * sizePx + x) * channels] & 0xff;
      }
    }
    return picture;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
