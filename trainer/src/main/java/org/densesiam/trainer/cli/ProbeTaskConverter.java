package org.densesiam.trainer.cli;

import com.google.common.base.Ascii;
import com.google.common.base.Enums;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.densesiam.trainer.probe.ProbeTask;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code linear-seg} to {@link ProbeTask#LINEAR_SEG}, and so on. */
final class ProbeTaskConverter implements ITypeConverter<ProbeTask> {
  @Override
  public ProbeTask convert(String text) {
    return Enums.getIfPresent(ProbeTask.class, Ascii.toUpperCase(text).replace('-', '_'))
        .toJavaUtil()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of %s, but was '%s'"
                        .formatted(
                            Arrays.stream(ProbeTask.values())
                                .map(ProbeTask::optionName)
                                .collect(Collectors.joining(", ")),
                            text)));
  }
}
