package org.densesiam.trainer.cli;

import org.densesiam.trainer.machine.Build;
import picocli.CommandLine.IVersionProvider;

/** {@code densesiam --version}. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Build build = Build.current();
    return new String[] {"densesiam " + build.version() + " (" + build.describeCommit() + ")"};
  }
}
