package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.log.RunEvent;

/**
 * Everything a report tells.
 *
 * @param job what the run trained for
 * @param runName for the title, such as {@code quickstart}
 * @param notice a line that must not be overlooked, at the very top
 * @param end how the run ended; empty when that is not known
 * @param steps the numbers of its logged steps; may be none
 * @param configYaml the effective configuration, as written to the run directory
 * @param provenance what else it takes to run it again, by name, in the order to be shown: command
 *     line, versions, commit, seed, digests of the data
 * @param comparisons measures before and after training; the first goes into the headline
 * @param scores how well networks segment, in order of the table; may be none
 * @param galleries sections of pictures, in order
 * @param places what lies where, by what it is
 * @param nextCommands commands to try next, by what they are for
 */
public record ReportInputs(
    Job job,
    String runName,
    Optional<String> notice,
    Optional<RunEvent.End> end,
    ImmutableList<RunEvent.Step> steps,
    String configYaml,
    ImmutableMap<String, String> provenance,
    ImmutableList<Comparison> comparisons,
    ImmutableList<ScoreRow> scores,
    ImmutableList<Gallery> galleries,
    ImmutableMap<String, String> places,
    ImmutableMap<String, String> nextCommands) {}
