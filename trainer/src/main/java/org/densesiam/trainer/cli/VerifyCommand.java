package org.densesiam.trainer.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.densesiam.data.PrintableText;
import org.densesiam.trainer.verify.Verification;
import org.densesiam.trainer.verify.VerifiedPart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code densesiam verify}: whether what lies on the disk is what was written. */
@Command(
    name = "verify",
    description = {
      "Reads all of a run, a model or shards, and says what is damaged.",
      "Every checksum, every record, every checkpoint. Ends with 0 if all is whole and with 1 if anything is damaged, so a cron job may ask."
    },
    footerHeading = "%nExample:%n",
    footer = "  densesiam verify runs/first")
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      description =
          "Folder of a run, of a model or of one version of it; or shards: a folder, a file or a"
              + " glob.")
  private String path;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    Verification verification;
    try (ScanDisplay scan = new ScanDisplay(progress.display())) {
      verification = Verification.of(path, scan);
    }
    PrintWriter out = spec.commandLine().getOut();
    verification.parts().forEach(part -> out.println(row(part)));
    long damaged = verification.parts().stream().filter(part -> part.damage().isPresent()).count();
    out.printf("%s: %d parts, %d damaged%n", path, verification.parts().size(), damaged);
    return verification.isWhole() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String row(VerifiedPart part) {
    return PrintableText.of(
        "%-8s %-16s %s"
            .formatted(
                part.damage().isPresent() ? "DAMAGED" : "whole",
                part.kind(),
                part.damage().orElseGet(() -> part.path().toString())));
  }
}
