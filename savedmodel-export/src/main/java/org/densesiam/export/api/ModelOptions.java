package org.densesiam.export.api;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.OptionalInt;
import org.densesiam.data.shard.ImportOptions;

/**
 * How a model is run and how pictures are read for it. Immutable.
 *
 * <pre>{@code
 * ModelOptions options = ModelOptions.DEFAULT.withDevice(Device.CPU).withThreads(2);
 * }</pre>
 *
 * @param device what the model computes on
 * @param threads at most so many compute at once, at least 1; all cores if empty. The threads
 *     inside of an operation are shared by the whole process, and the first session sets their
 *     number, unless {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} is in the environment
 * @param maxPixels of a picture that comes as a file, at least 1; one whose header says more is
 *     refused before it is decoded
 * @param exifOrientation whether a JPEG file is turned as its EXIF orientation says, or taken as it
 *     is stored. Labels and features are those of the picture as it is turned
 */
public record ModelOptions(
    Device device, OptionalInt threads, long maxPixels, boolean exifOrientation) {
  /** Any device, all cores, 64 million pixels, orientation as noted. */
  public static final ModelOptions DEFAULT =
      new ModelOptions(Device.AUTOMATIC, OptionalInt.empty(), ImportOptions.USUAL_MAX_PIXELS, true);

  public ModelOptions {
    checkNotNull(device, "device");
    checkArgument(
        threads.isEmpty() || threads.getAsInt() >= 1, "threads must be at least 1: %s", threads);
    checkArgument(maxPixels >= 1, "maxPixels must be at least 1: %s", maxPixels);
  }

  /** These, but for the device. */
  public ModelOptions withDevice(Device value) {
    return new ModelOptions(value, threads, maxPixels, exifOrientation);
  }

  /** These, but for the number of threads. */
  public ModelOptions withThreads(int value) {
    return new ModelOptions(device, OptionalInt.of(value), maxPixels, exifOrientation);
  }

  /** These, but for the most pixels of a picture. */
  public ModelOptions withMaxPixels(long value) {
    return new ModelOptions(device, threads, value, exifOrientation);
  }

  /** These, but for EXIF orientation. */
  public ModelOptions withExifOrientation(boolean value) {
    return new ModelOptions(device, threads, maxPixels, value);
  }
}
