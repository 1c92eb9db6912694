/**
 * The command line: parse, build a record, call; nothing else.
 *
 * <p>Contract of every command: exit code 0 done, 1 failed, 2 wrong usage, 128 + n stopped by
 * signal n ({@link org.densesiam.trainer.cli.ExitCode}); results on stdout, everything else on
 * stderr; a failure is one line on stderr, with the stack trace behind it only with {@code
 * --debug}.
 *
 * <p>To add a command {@code foo}:
 *
 * <ol>
 *   <li>write a package-private {@code final class FooCommand implements Callable<Integer>},
 *       annotated {@code @Command(name = "foo", description = "...", footerHeading =
 *       "%nExample:%n", footer = " densesiam foo --bar baz")}. {@code --help}, {@code --version}
 *       and {@code --debug} are inherited from the root, the example is required by a test;
 *   <li>name it in the {@code subcommands} of {@link org.densesiam.trainer.cli.DenseSiamCommand};
 *   <li>let {@code call} return {@link org.densesiam.trainer.cli.ExitCode#DONE}, and throw {@link
 *       java.lang.IllegalArgumentException} for the caller's fault (exit 2), {@link
 *       java.lang.IllegalStateException} or {@link java.io.UncheckedIOException} for the rest (exit
 *       1), each with one clear sentence. No command prints an error or calls {@code System.exit}.
 * </ol>
 *
 * <p>Commands print results to {@code spec.commandLine().getOut()} (inject {@code @Spec CommandSpec
 * spec}), so that tests can read them.
 */
@NullMarked
package org.densesiam.trainer.cli;

import org.jspecify.annotations.NullMarked;
