/**
 * Commands as a user runs them: processes of their own, judged by exit code, output and files.
 *
 * <p>What each command does in detail is tested beside it; here is what holds between commands.
 */
@NullMarked
package org.densesiam.it.command;

import org.jspecify.annotations.NullMarked;
