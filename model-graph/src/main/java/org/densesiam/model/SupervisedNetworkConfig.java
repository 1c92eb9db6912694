package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.view.LabelledView;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;

/** The network that learns to segment from labels. */
public record SupervisedNetworkConfig(
    @Key("which residual network") BackboneConfig backbone,
    @Key(
            "what convolutions and matrix products compute in; bf16 on a GPU, or a CPU with"
                + " avx512_bf16 or amx_bf16")
        Precision precision,
    @Key(value = "of the dense map, 128 in the released code", range = "[1, )") int decoderChannels,
    @Key(
            value =
                "what the backbone's learning rate is multiplied by; at 0 it stays as it is,"
                    + " batch norms included",
            range = "[0, )")
        double backboneRateFactor,
    @Key(
            value = "names of the classes by number, 2 to 255",
            absent = "those of the labelled images")
        Optional<ImmutableList<String>> classes)
    implements SegmentingNetworkConfig<LabelledView> {

  public SupervisedNetworkConfig {
    KeyRange.check(
        SupervisedNetworkConfig.class,
        backbone,
        precision,
        decoderChannels,
        backboneRateFactor,
        classes);
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
