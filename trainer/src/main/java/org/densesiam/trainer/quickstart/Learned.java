package org.densesiam.trainer.quickstart;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Locale;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.eval.SegmentationScores;

/**
 * What the networks of a quick start came to, in a newcomer's words.
 *
 * @param labels labelled scenes that two of the networks learned from
 * @param images held-out scenes that all are judged by
 * @param networks in the order of what they were given
 */
public record Learned(int labels, long images, ImmutableList<Network> networks) {

  /**
   * One of the networks.
   *
   * @param name what it was given
   * @param evaluated folder of its evaluation
   * @param meanIou 0 to 1
   */
  public record Network(String name, Path evaluated, double meanIou) {
    static Network of(String name, Path evaluated) {
      double meanIou = read(evaluated).scores().map(SegmentationScores::meanIou).orElseThrow();
      return new Network(name, evaluated, meanIou);
    }
  }

  static Learned of(int labels, ImmutableList<Network> networks) {
    return new Learned(labels, read(networks.get(0).evaluated()).images(), networks);
  }

  private static EvaluationSummary read(Path folder) {
    return EvaluationFiles.read(folder).orElseThrow();
  }

  /** For a console. */
  public ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(
        "What was learned: mIoU on %d scenes that no network was trained on (100 %%: every pixel right)"
            .formatted(images));
    for (Network network : networks) {
      lines.add("  %-58s %s".formatted(network.name(), percent(network.meanIou())));
    }
    return lines.build();
  }

  /** For the top of a report. */
  public String sentences() {
    Network last = networks.get(networks.size() - 1);
    Network beside = networks.get(networks.size() - 2);
    return ("Trained on %d labelled scenes, a network that starts from this pre-trained backbone"
            + " reaches an mIoU of %s on %d others; from random weights, %s.")
        .formatted(labels, percent(last.meanIou()), images, percent(beside.meanIou()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
