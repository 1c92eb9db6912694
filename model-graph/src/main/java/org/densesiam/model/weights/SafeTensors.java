package org.densesiam.model.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.densesiam.model.weights.SafeTensorsHeader.Entry;
import org.tensorflow.ndarray.Shape;

/**
 * A {@code .safetensors} file, opened: its header is read and proved to fit the file, its numbers
 * are read when they are asked for. No file is kept open. Immutable and thread-safe.
 *
 * <p>Numbers are read, not mapped: a mapped file that somebody cuts meanwhile takes the JVM along.
 */
public final class SafeTensors implements NamedArrays {
  private final Path file;
  private final SafeTensorsHeader header;

  private SafeTensors(Path file, SafeTensorsHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * Opens a file.
   *
   * @throws IllegalArgumentException if there is none, or if it is not a whole safetensors file
   * @throws UncheckedIOException if it cannot be read
   */
  public static SafeTensors open(Path file) {
    return new SafeTensors(file, SafeTensorsHeader.read(file));
  }

  @Override
  public String origin() {
    return file.toString();
  }

  /** Texts that travel along, by their keys; often {@code format: pt}. */
  public ImmutableMap<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public ImmutableMap<String, Shape> shapes() {
    return ImmutableMap.copyOf(
        Maps.transformValues((Map<String, Entry>) header.entries(), Entry::shape));
  }

  /**
   * An array of F32, F16, BF16 or F64, as float32.
   *
   * @throws IllegalArgumentException if there is none of this name, or if it is of another type
   */
  @Override
  public FloatArray get(String name) {
    Entry entry = entry(name);
    DType type =
        DType.of(entry.dtype())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s: variable \"%s\" is of type %s; weights are read as F32, F16, BF16 or F64"
                            .formatted(file, name, entry.dtype())));
    ByteBuffer bytes = read(entry);
    return FloatArray.filled(
        entry.shape(),
        floats -> {
          while (floats.hasRemaining()) {
            floats.put(type.next(bytes));
          }
        });
  }

  /**
   * An array of U8 or BOOL, a byte each.
   *
   * @throws IllegalArgumentException if there is none of this name, or if it is of another type
   */
  public byte[] bytes(String name) {
    Entry entry = entry(name);
    checkArgument(
        entry.dtype().equals("U8") || entry.dtype().equals("BOOL"),
        "%s: \"%s\" is of type %s, not of single bytes",
        file,
        name,
        entry.dtype());
    return read(entry).array();
  }

  private Entry entry(String name) {
    Entry entry = header.entries().get(name);
    checkArgument(entry != null, "%s has no array \"%s\"", file, name);
    return entry;
  }

  private ByteBuffer read(Entry entry) {
    checkArgument(entry.length() <= Integer.MAX_VALUE - 8, "%s: an array of more than 2 GiB", file);
    ByteBuffer bytes = ByteBuffer.allocate((int) entry.length()).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file)) {
      long position = header.dataStart() + entry.begin();
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, position + bytes.position());
        if (read < 0) {
          throw new IOException("the file became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return bytes.flip();
  }

  /**
   * Writes arrays as F32; the file is whole or absent.
   *
   * @param target an existing file is replaced
   * @param metadata texts that travel along
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path target, NamedArrays arrays, ImmutableMap<String, String> metadata) {
    SafeTensorsWriter.write(target, arrays, metadata);
  }
}
