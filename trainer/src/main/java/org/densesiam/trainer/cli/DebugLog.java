package org.densesiam.trainer.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import org.slf4j.LoggerFactory;

/** Opens the console half of the log, which {@code logback.xml} keeps to warnings. */
final class DebugLog {
  private DebugLog() {}

  /** Shows everything of ours from DEBUG on, for {@code --debug}. */
  static void toConsole() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> console = root.getAppender("console");
    console.getCopyOfAttachedFiltersList().stream()
        .filter(ThresholdFilter.class::isInstance)
        .map(ThresholdFilter.class::cast)
        .forEach(filter -> filter.setLevel(Level.DEBUG.toString()));
  }
}
