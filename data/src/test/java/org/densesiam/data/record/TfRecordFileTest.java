package org.densesiam.data.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfRecordFileTest {
  @TempDir Path folder;

  @Test
  void write_knownPayload_givesTensorFlowsBytes() throws IOException {
    Path file = write("known.tfrecord", "hello");

    // tf.io.TFRecordWriter, TensorFlow 2.18.1: w.write(b"hello"); the file's bytes in hexadecimal.
    assertThat(Files.readAllBytes(file))
        .asHexString()
        .isEqualToIgnoringCase("0500000000000000eab2043e68656c6c6fbb1f1c19");
  }

  @Test
  void next_writtenRecords_comeBackInOrderWithTheirOffsets() throws IOException {
    try (TfRecordReader reader = TfRecordReader.open(write("a.tfrecord", "one", "", "three"))) {
      assertThat(reader.next()).contains(ByteString.copyFromUtf8("one"));
      assertThat(reader.byteOffset()).isZero();
      assertThat(reader.next()).contains(ByteString.EMPTY);
      assertThat(reader.byteOffset()).isEqualTo(12 + 3 + 4);
      assertThat(reader.next()).contains(ByteString.copyFromUtf8("three"));
      assertThat(reader.recordIndex()).isEqualTo(2);
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void next_gzipOfSeveralMembers_readsAll() throws IOException {
    Path file = folder.resolve("two-members");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(gzip(Files.readAllBytes(write("first", "one"))));
      out.write(gzip(Files.readAllBytes(write("second", "two"))));
    }

    assertThat(TfRecordCompression.of(file)).isEqualTo(TfRecordCompression.GZIP);
    assertThat(readAll(file)).containsExactly("one", "two");
    assertThat(RecordCounter.count(file, TfRecordCompression.GZIP)).isEqualTo(2);
  }

  @Test
  void compression_plainFileThatBeginsWithGzipsMagic_isPlain() throws IOException {
    Path file = folder.resolve("plain");
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      writer.write(new byte[0x088b1f]); // little-endian: 1f 8b 08
    }

    assertThat(TfRecordCompression.of(file)).isEqualTo(TfRecordCompression.NONE);
    assertThat(RecordCounter.count(file, TfRecordCompression.NONE)).isEqualTo(1);
  }

  @Test
  void next_everyFlippedByte_isFoundInItsRecord() throws IOException {
    byte[] good = Files.readAllBytes(write("good", "one", "two"));
    int frameBytes = good.length / 2;
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Path file = Files.write(folder.resolve("bad"), bad);
      int record = at / frameBytes;

      assertThatExceptionOfType(CorruptRecordException.class)
          .as("byte %d flipped", at)
          .isThrownBy(() -> readAll(file))
          .withMessageStartingWith(
              "%s, record %d (byte %d): expected ", file, record, record * frameBytes)
          .withMessageContaining("found")
          .satisfies(error -> assertThat(error.recordIndex()).isEqualTo(record));
    }
  }

  @Test
  void nextAndCount_everyTruncation_isFound() throws IOException {
    byte[] good = Files.readAllBytes(write("good", "one", "two"));
    for (int length = 1; length < good.length; length++) {
      Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(good, length));
      if (length == good.length / 2) {
        continue; // cut between two records: a whole file of one
      }
      assertThatThrownBy(() -> readAll(file))
          .as("cut to %d bytes", length)
          .isInstanceOf(CorruptRecordException.class)
          .hasMessageContaining("(truncated)");
      assertThatThrownBy(() -> RecordCounter.count(file, TfRecordCompression.NONE))
          .as("cut to %d bytes", length)
          .isInstanceOf(CorruptRecordException.class)
          .hasMessageContaining("(truncated)");
    }
  }

  @Test
  void next_truncatedGzip_isFound() throws IOException {
    byte[] whole = gzip(Files.readAllBytes(write("plain", "one", "two")));
    Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 9));

    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("broken GZIP stream");
  }

  @Test
  void next_noTfRecordAtAll_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("readme"), "This is a text, not records.");

    assertThatThrownBy(() -> readAll(file)).hasMessageContaining("or no TFRecord file");
  }

  @Test
  void write_fullDisk_failsWithTheSystemsReason() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full, a device that is always full");

    assertThatThrownBy(
            () -> {
              try (TfRecordWriter writer = TfRecordWriter.create(full)) {
                writer.write(new byte[10]);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
  }

  private Path write(String name, String... payloads) throws IOException {
    Path file = folder.resolve(name);
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (String payload : payloads) {
        writer.write(payload.getBytes(US_ASCII));
      }
      assertThat(writer.records()).isEqualTo(payloads.length);
    }
    return file;
  }

  private static List<String> readAll(Path file) {
    List<String> payloads = new ArrayList<>();
    try (TfRecordReader reader = TfRecordReader.open(file)) {
      for (Optional<ByteString> next = reader.next(); next.isPresent(); next = reader.next()) {
        payloads.add(next.get().toStringUtf8());
      }
    }
    return payloads;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
