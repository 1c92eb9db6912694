package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command line came to. */
record CommandResult(int code, String out, String err) {

  /** Runs it in this process. */
  static CommandResult of(Object... arguments) {
    return of(ImmutableList.copyOf(arguments));
  }

  static CommandResult of(ImmutableList<Object> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code =
        DenseSiamCommand.execute(
            root, arguments.stream().map(Object::toString).toArray(String[]::new));
    return new CommandResult(code, out.toString(), err.toString());
  }
}
