package org.densesiam.trainer.finetune;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.labelled.LabelCensus;
import org.densesiam.data.labelled.LabelledSubset;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.RunStart;
import org.densesiam.trainer.train.TrainingRun;
import org.densesiam.trainer.weights.WeightImport;
import org.densesiam.trainer.weights.WeightSource;

/**
 * A run of supervised segmentation, made ready.
 *
 * @param run to train
 * @param start what its network starts from; empty on resume and from random weights
 * @param labels the images that it learns from; empty on resume and where it learns from all
 */
public record Finetuning(
    TrainingRun run, Optional<WeightImport> start, Optional<LabelledSubset> labels) {

  /**
   * What is to be done.
   *
   * @param run the training itself; the list of classes is filled in
   * @param init weights to start from: a run, a checkpoint, a {@code .safetensors} file; random if
   *     empty
   * @param labels how many of the labelled images to learn from; all if empty
   * @param labelSeed that they are drawn by
   */
  public record Order(
      RunOrder<FinetuneConfig> run,
      Optional<Path> init,
      Optional<LabelAmount> labels,
      long labelSeed) {}

  /**
   * Looks at the classes, the weights and the labels, then makes or reopens the run directory.
   *
   * @throws IllegalArgumentException if something does not fit; no run is begun then
   */
  public static Finetuning prepare(Order order, ScanProgress progress) {
    RunOrder<FinetuneConfig> run = order.run();
    ShardSet labelled = ShardSet.open(run.data());
    ClassNames classes = ClassNames.of(run.data(), labelled);
    run.heldOut()
        .ifPresent(
            location -> classes.checkSameAs(ClassNames.of(location, ShardSet.open(location))));
    run.config()
        .model()
        .classes()
        .ifPresent(names -> new ClassNames("the configuration", names).checkSameAs(classes));
    if (run.resume()) {
      return new Finetuning(TrainingRun.prepare(run, progress), Optional.empty(), Optional.empty());
    }
    RunDirectory.checkFree(run.run());
    RunOrder<FinetuneConfig> known = run.with(run.config().withClasses(classes.names()));
    checkSomethingLearned(order);
    Optional<WeightImport> start = order.init().map(path -> start(path, known.config(), classes));
    Optional<LabelledSubset> labels =
        order.labels().map(amount -> amount.of(LabelCensus.of(labelled), order.labelSeed()));
    Optional<NamedArrays> weights = start.map(WeightImport::weights);
    return new Finetuning(
        TrainingRun.prepare(
            known,
            new RunStart(weights, labels.map(LabelledSubset::names), order.init()),
            progress),
        start,
        labels);
  }

  /**
   * The names of the classes of labelled shards, by number.
   *
   * @param location where they are, as the user gave it
   * @throws IllegalArgumentException if they have no labels
   */
  public static ImmutableList<String> classes(String location, ShardSet shards) {
    return ClassNames.of(location, shards).names();
  }

  /**
   * Fails if labelled shards have other classes than a run.
   *
   * @param location where they are, as the user gave it
   * @throws IllegalArgumentException that names the first difference
   */
  public static void checkClasses(
      RunDirectory run, FinetuneConfig config, String location, ShardSet shards) {
    new ClassNames(run.path().toString(), config.model().classes().orElseThrow())
        .checkSameAs(ClassNames.of(location, shards));
  }

  private static void checkSomethingLearned(Order order) {
    checkArgument(
        order.init().isPresent() || !order.run().config().model().isBackboneFrozen(),
        "model.backboneRateFactor is 0, which freezes the backbone, but there is no --init: random"
            + " features would stay random; name a pre-trained run or a .safetensors file, or raise"
            + " the factor");
  }

  private static WeightImport start(Path path, FinetuneConfig config, ClassNames classes) {
    WeightSource source = WeightSource.at(path);
    if (RunDirectory.holdsRun(path)
        && RunDirectory.open(path).config() instanceof FinetuneConfig before) {
      before
          .model()
          .classes()
          .ifPresent(names -> classes.checkSameAs(new ClassNames(path.toString(), names)));
    }
    return WeightImport.of(config.model(), source.start());
  }
}
