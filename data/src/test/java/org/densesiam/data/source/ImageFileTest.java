package org.densesiam.data.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is opened, and what is not. */
@Timeout(60) // a pipe that is opened is waited for
@EnabledOnOs({OS.LINUX, OS.MAC}) // pipes, devices and sockets with names
final class ImageFileTest {
  @TempDir private Path folder;

  @Test
  void read_file_isItsBytes() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jpg"), "bytes");

    assertThat(ImageFile.read(file)).isEqualTo("bytes".getBytes(UTF_8));
    assertThat(ImageFile.read(Files.createFile(folder.resolve("empty.jpg")))).isEmpty();
  }

  @Test
  void read_linkToALinkToAFile_isItsBytes() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jpg"), "bytes");
    Path link = Files.createSymbolicLink(folder.resolve("b.jpg"), file);
    Path linkToLink = Files.createSymbolicLink(folder.resolve("c.jpg"), link);

    assertThat(ImageFile.read(linkToLink)).isEqualTo("bytes".getBytes(UTF_8));
  }

  @Test
  void read_pipe_isNotOpened() throws Exception {
    Path pipe = SpecialFiles.pipe(folder.resolve("a.jpg"));

    assertThatThrownBy(() -> ImageFile.read(pipe))
        .isInstanceOf(NotAFileException.class)
        .hasMessage("expected a regular file, found a named pipe");
  }

  @Test
  void read_linkToADevice_isNotOpened() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a.jpg"), Path.of("/dev/zero"));

    assertThatThrownBy(() -> ImageFile.read(link))
        .isInstanceOf(NotAFileException.class)
        .hasMessage("expected a regular file, found a link to /dev/zero, a character device");
  }

  @Test
  void read_socket_isNotOpened() throws IOException {
    Path socket = folder.resolve("a.jpg");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));

      assertThatThrownBy(() -> ImageFile.read(socket))
          .isInstanceOf(NotAFileException.class)
          .hasMessage("expected a regular file, found a socket");
    }
  }

  @Test
  void read_folder_isNotOpened() {
    assertThatThrownBy(() -> ImageFile.read(folder))
        .isInstanceOf(NotAFileException.class)
        .hasMessage("expected a regular file, found a folder");
  }

  @Test
  void read_danglingLink_saysWhereItLeads() throws IOException {
    Path nowhere = folder.resolve("nowhere\n.jpg");
    Path link = Files.createSymbolicLink(folder.resolve("a.jpg"), nowhere);

    assertThatThrownBy(() -> ImageFile.read(link))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "expected a regular file, found a link to %s/nowhere\\n.jpg, where there is nothing"
                .formatted(folder));
  }

  @Test
  void read_linkToItself_saysThatItCannotBeFollowed() throws IOException {
    Path loop = folder.resolve("a.jpg");
    Files.createSymbolicLink(loop, loop);

    assertThatThrownBy(() -> ImageFile.read(loop))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "expected a regular file, found a link to %s, which cannot be followed: "
                .formatted(loop));
  }

  @Test
  void read_nothing_saysSo() {
    assertThatThrownBy(() -> ImageFile.read(folder.resolve("a.jpg")))
        .isInstanceOf(IOException.class)
        .hasMessage("no such file");
  }

  @Test
  void read_moreThanARecordHolds_isRefusedUnread() throws IOException {
    Path file = folder.resolve("a.jpg");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1L << 30) + 1);
    }

    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("expected at most 1073741824 bytes, found 1073741825");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void read_fileThatTheKernelMakesUp_isEmpty() throws IOException {
    assertThat(ImageFile.read(Path.of("/proc/self/status"))).as("of size 0, says stat").isEmpty();
  }
}
