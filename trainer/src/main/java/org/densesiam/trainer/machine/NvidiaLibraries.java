package org.densesiam.trainer.machine;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * Loads NVIDIA's libraries from the class path, so that TensorFlow finds them loaded.
 *
 * <p>The dynamic linker answers TensorFlow's {@code dlopen("libcudnn.so.9")} with a library of that
 * soname that the process holds already, wherever its file lies. TensorFlow Java's own preloading
 * does not do: it names the libraries of CUDA 11 and cuDNN 8, TensorFlow 2.18 opens those of CUDA
 * 12 and cuDNN 9. JavaCPP's {@code Loader.load(cudart.class)} does not either: its bindings link
 * against the driver and so fail on a machine without one.
 */
public final class NvidiaLibraries {
  private static final String FOLDER = "/org/bytedeco/cuda/linux-x86_64/";

  /** Each after those that it needs. */
  private static final ImmutableList<String> FILES =
      ImmutableList.of(
          "libcudart.so.12",
          "libnvJitLink.so.12",
          "libnvrtc-builtins.so.12.6",
          "libnvrtc.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcufft.so.11",
          "libcusparse.so.12",
          "libcusolver.so.11",
          "libcupti.so.12",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcudnn_engines_runtime_compiled.so.9",
          "libcudnn.so.9");

  /** Written by NVIDIA's driver on Linux. */
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  private NvidiaLibraries() {}

  /**
   * Why TensorFlow sees no GPU, as far as can be told; empty where there is no sign of one.
   *
   * <p>A library of CUDA that is missing or does not load is named by {@link #load} before.
   */
  public static Optional<String> whyNoGpu() {
    return whyNoGpu(onClassPath(), Files.exists(DRIVER));
  }

  @VisibleForTesting
  static Optional<String> whyNoGpu(boolean libraries, boolean driver) {
    if (!libraries) {
      return driver
          ? Optional.of(
              "GPU: NVIDIA's driver is there, but this build lacks NVIDIA's libraries;"
                  + " DENSESIAM_GPU=1 builds with them (2.5 GB)")
          : Optional.empty();
    }
    return Optional.of(
        driver
            ? "GPU: driver and libraries are there, but TensorFlow sees no GPU;"
                + " TF_CPP_MIN_LOG_LEVEL=0 shows what it says"
            : "GPU: NVIDIA's driver is missing: there is no %s; nvidia-smi has to work first"
                .formatted(DRIVER));
  }

  /** Whether the class path holds them. */
  public static boolean onClassPath() {
    return NvidiaLibraries.class.getResource(FOLDER + FILES.get(0)) != null;
  }

  /**
   * Loads them all; does nothing where the class path does not hold them. Call it before the first
   * TensorFlow class loads. The first call on a machine unpacks 2.3 GB into JavaCPP's cache ({@code
   * ~/.javacpp/cache}, or the system property {@code org.bytedeco.javacpp.cachedir}).
   *
   * @return the files loaded, in order; empty where there are none
   * @throws UncheckedIOException if they cannot be unpacked, such as for want of space
   * @throws UnsatisfiedLinkError if the system is too old for one of them
   */
  public static ImmutableList<Path> load() {
    if (!onClassPath()) {
      return ImmutableList.of();
    }
    // All are unpacked before the first is loaded, since they also find each other in their folder.
    ImmutableList<Path> unpacked =
        FILES.stream().map(NvidiaLibraries::unpack).collect(ImmutableList.toImmutableList());
    unpacked.forEach(file -> System.load(file.toString()));
    return unpacked;
  }

  private static Path unpack(String name) {
    URL resource = NvidiaLibraries.class.getResource(FOLDER + name);
    if (resource == null) {
      throw new IllegalStateException(
          "The class path has NVIDIA's libraries, but not "
              + name
              + "; expected org.bytedeco:cuda 12.6-9.5-1.5.11:linux-x86_64-redist. Build with"
              + " mvn -Pgpu package");
    }
    try {
      return Loader.cacheResource(resource).toPath().toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + name + " into JavaCPP's cache", e);
    }
  }
}
