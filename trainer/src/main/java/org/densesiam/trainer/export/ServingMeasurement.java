package org.densesiam.trainer.export;

import com.google.common.collect.ImmutableList;
import com.sun.management.OperatingSystemMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.densesiam.export.picture.Png;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.serving.ServingNeed;
import org.densesiam.trainer.machine.ProcessMemory;

/** Measures what serving a model takes, by doing what a server does. */
public final class ServingMeasurement {
  private static final String SIGNATURE = "image_bytes";

  private ServingMeasurement() {}

  /**
   * Loads a model and runs a batch of {@value ServingNeed#BATCH} encoded images, twice, since the
   * first run makes things ready.
   *
   * @param version folder of a SavedModel that this build exported
   */
  public static ServingNeed of(Path version) {
    ProcessMemory.forgetPeak();
    Optional<ProcessMemory> before = ProcessMemory.current();
    try (ImageModel model = ImageModel.load(version)) {
      BufferedImage picture = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
      List<byte[]> batch = Collections.nCopies(ServingNeed.BATCH, Png.encode(picture));
      run(model, batch);
      long began = cpuNanos();
      run(model, batch);
      double coreSeconds = (cpuNanos() - began) / 1e9 / ServingNeed.BATCH;
      long grown =
          before
              .flatMap(then -> ProcessMemory.current().map(now -> grown(then, now)))
              .orElse(0L); // not Linux
      return new ServingNeed(Math.max(grown, weightBytes(version)), Math.max(0, coreSeconds));
    }
  }

  private static void run(ImageModel model, List<byte[]> batch) {
    ImmutableList<String> outputs = model.outputs(SIGNATURE).asList();
    model.runEncoded(SIGNATURE, batch, outputs.toArray(String[]::new));
  }

  private static long grown(ProcessMemory before, ProcessMemory after) {
    return after.peakBytes() - before.residentBytes();
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** At least that much; memory of this process that was free before is not seen to grow. */
  private static long weightBytes(Path version) {
    try (Stream<Path> files = Files.list(version.resolve("variables"))) {
      return Math.max(1, files.mapToLong(file -> file.toFile().length()).sum());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + version, e);
    }
  }
}
