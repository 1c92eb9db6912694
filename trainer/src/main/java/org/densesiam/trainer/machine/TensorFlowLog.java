package org.densesiam.trainer.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.internal.c_api.Deallocator_Pointer_long_Pointer;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.op.Ops;

/**
 * What TensorFlow's libraries write to stderr, in the midst of a progress bar.
 *
 * <p>They log in two ways. TensorFlow's own obeys {@code TF_CPP_MIN_LOG_LEVEL}, which has to stand
 * before the library loads; the launcher sets it. Abseil's obeys no variable: it writes everything
 * until somebody calls {@code absl::InitializeLog()}, and says so first. Nobody does, and nobody
 * can: libtensorflow_cc holds a copy of Abseil of its own and exports none of these functions. On a
 * CPU it is two lines, once a process, when the first session first runs: that warning, and "MLIR
 * V1 optimization pass is not enabled". So a session runs while stderr is away, before anything
 * else does; errors that come later are written as ever.
 */
public final class TensorFlowLog {
  private static final int STDERR = 2;

  /** A file descriptor that a process at its start does not use; the launcher asks for 128. */
  private static final int SPARE = 120;

  private static final Path SPARE_FILE = Path.of("/dev/fd/" + SPARE);

  private static final int O_WRONLY = 1; // on Linux and macOS

  /** {@code TF_CPP_MIN_LOG_LEVEL=0} asks for everything. */
  private static final String EVERYTHING = "0";

  private TensorFlowLog() {}

  /**
   * Lets TensorFlow say its first lines where nobody hears them, unless {@code
   * TF_CPP_MIN_LOG_LEVEL} is 0. Loads the library. Call it while no other thread writes to stderr
   * or opens files. Where the system has no such functions, as on Windows, nothing happens.
   */
  public static void skipFirstLines() {
    Loader.load(tensorflow.class);
    @Nullable Pointer dup2 = Loader.addressof("dup2");
    @Nullable Pointer close = Loader.addressof("close");
    @Nullable Pointer open = Loader.addressof("open");
    if (dup2 == null || close == null || open == null || isWholeLogWanted()) {
      return;
    }
    if (Files.exists(SPARE_FILE)) { // somebody's
      return;
    }
    try (BytePointer nowhere = new BytePointer("/dev/null")) {
      call(dup2, new Address(STDERR), SPARE);
      if (!Files.exists(SPARE_FILE)) { // never without a way back
        return;
      }
      call(close, new Address(STDERR), 0);
      call(open, nowhere, O_WRONLY); // gets the lowest number that is free, that of stderr
      try {
        runSession();
      } finally {
        call(dup2, new Address(SPARE), STDERR);
        call(close, new Address(SPARE), 0);
      }
    }
  }

  private static boolean isWholeLogWanted() {
    return EVERYTHING.equals(System.getenv("TF_CPP_MIN_LOG_LEVEL"));
  }

  private static void runSession() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        Result result = session.runner().fetch(Ops.create(graph).constant(0)).run()) {
      result.size();
    } catch (TensorFlowException e) {
      // Whatever it is, the command's own session meets it too, and is heard.
    }
  }

  /**
   * Calls a C function of one or two arguments that are whole numbers or pointers. JavaCPP calls
   * only what a binding was made for; that of a deallocator, {@code (void*, size_t, void*)}, puts
   * its arguments into the same registers on x86-64 and arm64.
   */
  private static void call(Pointer function, Pointer first, long second) {
    try (PointerPointer<Pointer> holder = new PointerPointer<>(1)) { // how JavaCPP holds a function
      new Deallocator_Pointer_long_Pointer(holder.put(function)).call(first, second, null);
    }
  }

  /** A whole number in the place of a pointer. */
  private static final class Address extends Pointer {
    Address(int value) {
      super((Pointer) null);
      address = value;
    }
  }
}
