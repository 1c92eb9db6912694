package org.densesiam.trainer.cli;

import java.util.concurrent.Callable;
import org.densesiam.trainer.run.Build;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code densesiam info}: what a bug report needs. */
@Command(
    name = "info",
    description = "Shows versions, native libraries, processor, memory and GPUs, for bug reports.",
    footerHeading = "%nExample:%n",
    footer = "  densesiam info")
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Build build = Build.current();
    spec.commandLine()
        .getOut()
        .printf("densesiam %s (%s)%n", build.version(), build.describeCommit());
    return ExitCode.DONE;
  }
}
