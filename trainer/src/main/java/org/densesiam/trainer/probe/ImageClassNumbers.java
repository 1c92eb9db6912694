package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.function.LongToIntFunction;
import org.densesiam.data.shard.ShardSet;

/**
 * Numbers of image classes that mean the same in two sets. Two imports number their own folders, so
 * the same number may be another synset; names decide.
 */
final class ImageClassNumbers {
  private ImageClassNumbers() {}

  /** Those of the training set stay. */
  static LongToIntFunction ofTraining(ShardSet training) {
    return number -> number(training, number);
  }

  /**
   * Those of the other set become the training set's.
   *
   * @throws IllegalArgumentException if that lacks a class
   */
  static LongToIntFunction ofEvaluation(ShardSet training, ShardSet evaluation) {
    ImmutableList<String> known = training.imageClasses();
    ImmutableList<String> asked = evaluation.imageClasses();
    if (known.isEmpty() || asked.isEmpty()) { // no manifest says what they are
      return number -> number(evaluation, number);
    }
    ImmutableList<String> missing =
        asked.stream()
            .filter(name -> !known.contains(name))
            .collect(ImmutableList.toImmutableList());
    checkArgument(
        missing.isEmpty(),
        "%s of %s classes of the evaluation data are not in the training data, such as %s; give data of the same classes",
        missing.size(),
        asked.size(),
        missing.isEmpty() ? "" : missing.get(0));
    return number -> known.indexOf(asked.get(number(evaluation, number)));
  }

  private static int number(ShardSet set, long number) {
    checkArgument(
        number >= 0,
        "%s has images without a class; import a folder of class folders (densesiam import images --layout imagenet)",
        set.files().get(0));
    return Math.toIntExact(number);
  }
}
