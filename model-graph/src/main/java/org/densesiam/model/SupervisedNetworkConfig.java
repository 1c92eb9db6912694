package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.view.LabelledView;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;

/**
 * The network that learns to segment from labels.
 *
 * @param precision what convolutions and matrix products compute in
 * @param decoderChannels of the dense map, 128 in the released code
 * @param backboneRateFactor what the backbone's learning rate is multiplied by, at least 0; at 0 it
 *     is frozen, running statistics of its batch norms included
 * @param classes names of the classes by number; left out, those of the labelled images. A run's
 *     own configuration has them
 */
public record SupervisedNetworkConfig(
    BackboneConfig backbone,
    Precision precision,
    int decoderChannels,
    double backboneRateFactor,
    Optional<ImmutableList<String>> classes)
    implements SegmentingNetworkConfig<LabelledView> {

  public SupervisedNetworkConfig {
    checkNotNull(backbone, "backbone");
    checkNotNull(precision, "precision");
    checkArgument(decoderChannels >= 1, "decoderChannels must be at least 1: %s", decoderChannels);
    checkArgument(
        backboneRateFactor >= 0 && Double.isFinite(backboneRateFactor),
        "backboneRateFactor must be at least 0: %s",
        backboneRateFactor);
    classes.ifPresent(
        names ->
            checkArgument(
                names.size() >= 2 && names.size() <= PixelClass.MAX_CLASSES,
                "classes must be 2 to %s names: %s",
                PixelClass.MAX_CLASSES,
                names));
  }

  /** The same for these classes. */
  public SupervisedNetworkConfig withClasses(ImmutableList<String> names) {
    return new SupervisedNetworkConfig(
        backbone, precision, decoderChannels, backboneRateFactor, Optional.of(names));
  }

  /** Whether the backbone stays as it is. */
  public boolean isBackboneFrozen() {
    return backboneRateFactor == 0;
  }

  @Override
  public double weight(LossTerm term) {
    return term == LossTerm.LABELS ? 1 : 0;
  }

  @Override
  public double rateFactor(Variable.Group group) {
    return group == Variable.Group.BACKBONE ? backboneRateFactor : 1;
  }

  @Override
  public int outputs() {
    checkState(classes.isPresent(), "the classes are not known yet: they come with the labels");
    return classes.get().size();
  }

  @Override
  public SupervisedNetwork build(ModelScope scope) {
    return new SupervisedNetwork(scope, this);
  }
}
