package org.densesiam.export.serving;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;

/**
 * What a batch of {@value #BATCH} encoded images takes, measured where the model was exported.
 *
 * @param memoryBytes of the weights, once, and of the batch
 * @param coreSecondsPerImage seconds of one core
 */
public record ServingNeed(long memoryBytes, double coreSecondsPerImage) {
  /** Images of the largest batch that a server makes. */
  public static final int BATCH = 16;

  private static final long SERVER_BYTES = 512L << 20;
  private static final long STEP_BYTES = 256L << 20;

  public ServingNeed {
    checkArgument(memoryBytes >= 1, "memoryBytes must be at least 1: %s", memoryBytes);
    checkArgument(
        coreSecondsPerImage >= 0, "coreSecondsPerImage cannot be %s", coreSecondsPerImage);
  }

  /** For the server, and twice the batch; in whole steps of 256 MiB. */
  private long requestBytes() {
    long exact = SERVER_BYTES + 2 * memoryBytes;
    return (exact + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES;
  }

  String memoryRequest() {
    return mebibytes(requestBytes());
  }

  /** Room for requests that are under way. */
  String memoryLimit() {
    return mebibytes(2 * requestBytes());
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + "Mi";
  }

  String measured() {
    return Math.max(1, memoryBytes >> 20) + " MiB";
  }

  String coreSeconds() {
    return String.format(Locale.ROOT, "%.2g", coreSecondsPerImage);
  }
}
