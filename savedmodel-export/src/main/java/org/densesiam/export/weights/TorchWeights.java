package org.densesiam.export.weights;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.densesiam.model.weights.NamedArrays;

/**
 * PyTorch's weights seen as ours, and ours as PyTorch's.
 *
 * <p>Understood are torchvision's names ({@code conv1.weight}, {@code layer1.0.bn1.running_mean})
 * and the released code's ({@code backbone.conv1.weight}, {@code projector.0.weight}), each also
 * below {@code module.}, which data-parallel training leaves. Classifiers ({@code fc.*}) and {@code
 * num_batches_tracked} are left out.
 */
public final class TorchWeights {
  private static final String PARALLEL = "module.";
  private static final String BACKBONE = "backbone.";
  private static final String CLASSIFIER = "fc.";
  private static final String COUNTER = "num_batches_tracked";

  private TorchWeights() {}

  /**
   * A backbone as ours, all names below {@code backbone.}: of a file with torchvision's names, or
   * the backbone of one with the released code's.
   */
  public static NamedArrays backbone(NamedArrays torch) {
    boolean wholeNetwork =
        torch.shapes().keySet().stream().anyMatch(name -> isBackbone(withoutParallel(name)));
    return RenamedArrays.of(
        torch,
        RenamedArrays.Layout.FROM_TORCH,
        name ->
            known(name)
                .filter(known -> !wholeNetwork || isBackbone(known))
                .map(known -> wholeNetwork ? known : BACKBONE + known));
  }

  /**
   * A whole network as ours, or as much of it as there is.
   *
   * @param torch under the released code's names, or a backbone alone under torchvision's
   */
  public static NamedArrays network(NamedArrays torch) {
    boolean wholeNetwork =
        torch.shapes().keySet().stream().anyMatch(name -> isBackbone(withoutParallel(name)));
    return wholeNetwork
        ? RenamedArrays.of(torch, RenamedArrays.Layout.FROM_TORCH, TorchWeights::known)
        : backbone(torch);
  }

  private static boolean isBackbone(String name) {
    return name.startsWith(BACKBONE);
  }

  private static String withoutParallel(String name) {
    return name.startsWith(PARALLEL) ? name.substring(PARALLEL.length()) : name;
  }

  private static Optional<String> known(String torchName) {
    String name = withoutParallel(torchName);
    boolean classifier = name.startsWith(CLASSIFIER) || name.startsWith(BACKBONE + CLASSIFIER);
    return classifier || name.endsWith(COUNTER) ? Optional.empty() : Optional.of(name);
  }

  /**
   * Our backbone for {@code torchvision.models.resnet*}, without the classifier.
   *
   * @param ours may hold more than a backbone
   * @throws IllegalArgumentException if it holds no backbone
   */
  public static NamedArrays toTorchvision(NamedArrays ours) {
    NamedArrays backbone =
        RenamedArrays.of(
            ours,
            RenamedArrays.Layout.TO_TORCH,
            name ->
                isBackbone(name)
                    ? Optional.of(name.substring(BACKBONE.length()))
                    : Optional.empty());
    checkArgument(!backbone.shapes().isEmpty(), "%s holds no backbone", ours.origin());
    return backbone;
  }

  /** Our whole network for the released code, under its names. */
  public static NamedArrays toReleased(NamedArrays ours) {
    return RenamedArrays.of(ours, RenamedArrays.Layout.TO_TORCH, Optional::of);
  }
}
