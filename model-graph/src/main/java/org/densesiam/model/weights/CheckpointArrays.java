package org.densesiam.model.weights;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.densesiam.data.TensorFlowMessage;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.op.train.Save;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * Arrays in a V2 checkpoint, without a network's graph: as {@link CheckpointOps} writes and reads
 * them.
 */
public final class CheckpointArrays {
  private CheckpointArrays() {}

  /**
   * Reads arrays into memory.
   *
   * @param origin what the checkpoint is called in messages
   * @param prefix path of the checkpoint without {@code .index}
   * @param wanted which to read; the checkpoint may hold more
   * @throws IllegalArgumentException if one is missing or of another shape, or if the checkpoint
   *     cannot be read
   */
  public static NamedArrays read(String origin, Path prefix, ImmutableMap<String, Shape> wanted) {
    ImmutableList<String> names = wanted.keySet().asList();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Restore restore = restore(Ops.create(graph), prefix, wanted);
      Session.Runner runner = session.runner();
      restore.tensors().forEach(runner::fetch);
      try (Result result = runner.run()) {
        ImmutableMap.Builder<String, FloatArray> arrays = ImmutableMap.builder();
        for (int i = 0; i < names.size(); i++) {
          arrays.put(names.get(i), copy(result.get(i)));
        }
        ArrayMap read = new ArrayMap(origin, arrays.buildOrThrow());
        WeightFit.check(origin, read.shapes(), wanted);
        return read;
      }
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      throw unreadable(origin, e);
    }
  }

  /**
   * Reads arrays and lets go of them: TensorFlow has a checksum for each.
   *
   * @param origin what the checkpoint is called in messages
   * @throws IllegalArgumentException if one is missing or damaged
   */
  public static void check(String origin, Path prefix, ImmutableMap<String, Shape> wanted) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      session.runner().addTarget(restore(Ops.create(graph), prefix, wanted)).run().close();
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      throw unreadable(origin, e);
    }
  }

  private static Restore restore(Ops tf, Path prefix, ImmutableMap<String, Shape> wanted) {
    ImmutableList<String> names = wanted.keySet().asList();
    return Restore.create(
        tf.scope(),
        tf.constant(prefix.toString()),
        tf.array(names.toArray(String[]::new)),
        tf.array(Collections.nCopies(names.size(), "").toArray(String[]::new)),
        Collections.nCopies(names.size(), TFloat32.class));
  }

  private static IllegalArgumentException unreadable(String origin, RuntimeException e) {
    return new IllegalArgumentException(
        "%s cannot be read: %s".formatted(origin, TensorFlowMessage.firstLine(e, e.toString())), e);
  }

  private static FloatArray copy(Tensor tensor) {
    return FloatArray.filled(
        tensor.shape(), floats -> ((TFloat32) tensor).copyTo(DataBuffers.of(floats)));
  }

  /**
   * Writes arrays. The checkpoint's two files are not atomic: write to a folder of their own.
   *
   * @param prefix path of the checkpoint without {@code .index}; its folder must exist
   * @throws UncheckedIOException if a file cannot be written
   */
  public static void write(Path prefix, NamedArrays arrays) {
    String[] names = Iterables.toArray(arrays.shapes().keySet(), String.class);
    List<TFloat32> fed = new ArrayList<>();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Session.Runner runner = session.runner();
      ImmutableList.Builder<Operand<?>> values = ImmutableList.builder();
      for (String name : names) {
        FloatArray array = arrays.get(name);
        FloatBuffer floats = array.values();
        TFloat32 value = TFloat32.tensorOf(array.shape(), DataBuffers.of(floats));
        fed.add(value);
        Placeholder<TFloat32> placeholder = tf.placeholder(TFloat32.class);
        values.add(placeholder);
        runner.feed(placeholder, value);
      }
      Operand<TString> wholes =
          tf.array(Collections.nCopies(names.length, "").toArray(String[]::new));
      Save save =
          Save.create(
              tf.scope(), tf.constant(prefix.toString()), tf.array(names), wholes, values.build());
      runner.addTarget(save).run().close();
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      throw new UncheckedIOException(
          "Cannot write checkpoint " + prefix,
          new IOException(TensorFlowMessage.firstLine(e, e.toString()), e));
    } finally {
      fed.forEach(TFloat32::close);
    }
  }
}
