package org.densesiam.trainer.machine;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** How sessions that train are set up. */
public final class SessionOptions {
  private static final int ALL_CORES = 0;

  private SessionOptions() {}

  /**
   * TensorFlow's defaults but for three. Soft placement, since an operation without a GPU kernel (a
   * checkpoint's, say) belongs on the CPU. No memory optimiser: it rewrites sums of gradients into
   * chains of assignments to temporary variables, 2 to 3 % of a step of ResNet-50 on a CPU. And on
   * two cores, for two views, a thread for each operation: those of the two run side by side, which
   * takes 4 to 7 % less than sharing each between both cores. That holds for a session that is not
   * the process's first only with {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1}, which the launcher sets.
   *
   * @param views that a step makes of each image: with one, there is nothing to run beside it
   */
  public static ConfigProto training(int views) {
    boolean sideBySide = views == 2 && Runtime.getRuntime().availableProcessors() == 2;
    return ConfigProto.newBuilder()
        .setAllowSoftPlacement(true)
        .setIntraOpParallelismThreads(sideBySide ? 1 : ALL_CORES)
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(
                    RewriterConfig.newBuilder()
                        .setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)))
        .build();
  }
}
